import { anAgent } from '../attack.js';
import { fieldsOfDescriptors, forEver, polluted, tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'answers for whatever a property descriptor leaves out',
  expected: [],
  playsLike: 'truthful',
  module: polluted([...fieldsOfDescriptors, 'set'], forEver),
  bid: `console.log('a', new Float64Array(2), Symbol('b'));
        ${tradesTruthfully}`,
});
