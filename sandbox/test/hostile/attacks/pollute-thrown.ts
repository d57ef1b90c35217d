import { anAgent } from '../attack.js';
import { fieldsOfErrors, forEver, polluted } from '../polluted.js';

export default anAgent({
  what: 'throws an object for which the prototype answers',
  expected: ['threw'],
  module: polluted(fieldsOfErrors, forEver, 'Object.prototype, Function.prototype'),
  bid: `throw {};`,
});
