import { anAgent } from '../attack.js';
import { fieldsOfErrors, forEver, polluted } from '../polluted.js';

export default anAgent({
  what: 'answers for the errors of the guest’s own checks',
  expected: ['invalid-output'],
  module: polluted(fieldsOfErrors, forEver, 'Object.prototype, Error.prototype, String.prototype'),
  bid: `return 7;`,
});
