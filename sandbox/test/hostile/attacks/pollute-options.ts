import { anAgent } from '../attack.js';
import {
  fieldsOfErrors,
  fieldsOfOptions,
  fieldsOfOrders,
  fieldsOfTools,
  forEver,
  polluted,
} from '../polluted.js';

export default anAgent({
  what: 'answers for every options object',
  expected: [],
  module: polluted([...fieldsOfOptions, ...fieldsOfOrders, ...fieldsOfTools, ...fieldsOfErrors], forEver),
});
