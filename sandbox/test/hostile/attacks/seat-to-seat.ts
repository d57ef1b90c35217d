import { anAgent } from '../attack.js';

export default anAgent({
  what: 'leaves a message for another seat of the same submission',
  expected: [],
  module: `if (globalThis.mark || Math.mark || Object.prototype.mark || Array.mark) throw new Error('another seat was here');
globalThis.mark = Math.mark = Array.mark = true;`,
});
