import { anAgent } from '../attack.js';

export default anAgent({
  what: 'makes every object a thenable',
  expected: [],
  module: `Object.prototype.then = function () { for (;;) {} };`,
});
