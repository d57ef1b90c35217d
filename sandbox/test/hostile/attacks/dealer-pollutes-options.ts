import { aDealer } from '../attack.js';
import { fieldsOfErrors, fieldsOfOptions, fieldsOfOrders, forEver, polluted } from '../polluted.js';

export default aDealer({
  what: 'answers for every options object, from behind the desk',
  expected: [],
  module: polluted(
    [...fieldsOfOptions, ...fieldsOfOrders, ...fieldsOfErrors, 'announce', 'remember'],
    forEver,
    'Object.prototype, Array.prototype, Function.prototype',
  ),
});
