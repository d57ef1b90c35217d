import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks beyond the ends of the numbers it was given',
  expected: [],
  playsLike: 'truthful',
  module: `const look = (found, path) => {
  if (ArrayBuffer.isView(found)) { if (found.buffer.byteLength !== found.byteLength) throw new Error('found more behind ' + path); }
  else if (found && typeof found === 'object') for (const key of Object.keys(found)) look(found[key], path + '.' + key);
};`,
  create: `look(briefing, 'briefing');`,
  bid: `look(view, 'view');
        const options = tools.bestBundles(view.prices); look(options, 'options');
        const { cost, columnLower, columnUpper, own } = briefing.problem;
        look(tools.solve({ cost, columnLower, columnUpper, matrix: own.matrix, rowLower: own.lower, rowUpper: own.upper }), 'outcome');
        return options.map((option) => ({ ...option, limit: option.value })).filter((order) => order.limit <= view.cash);`,
  members: `settled(trade, view) { look(trade, 'trade'); look(view, 'view'); },`,
});
