import { aDealer } from '../attack.js';

export default aDealer({
  what: 'looks beyond the ends of the numbers behind the desk',
  expected: [],
  module: `const look = (found, path) => {
  if (ArrayBuffer.isView(found)) { if (found.buffer.byteLength !== found.byteLength) throw new Error('found more behind ' + path); }
  else if (found && typeof found === 'object') for (const key of Object.keys(found)) look(found[key], path + '.' + key);
};`,
  create: `look(briefing, 'briefing');`,
  quote: `look(view, 'view');`,
  members: `announce(view, clearing) { look(view, 'view'); look(clearing, 'clearing'); },`,
});
