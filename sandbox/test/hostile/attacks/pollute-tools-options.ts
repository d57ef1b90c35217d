import { anAgent } from '../attack.js';
import { fieldsOfTools, forEver, polluted, tradesTruthfully } from '../polluted.js';

export default anAgent({
  what: 'answers for the options and the answers of its tools',
  expected: [],
  playsLike: 'truthful',
  module: polluted(fieldsOfTools, forEver),
  bid: `tools.bestBundles(view.prices.slice(), {});
        try { tools.solve({}); } catch {}
        try { tools.value([]); } catch {}
        ${tradesTruthfully}`,
});
