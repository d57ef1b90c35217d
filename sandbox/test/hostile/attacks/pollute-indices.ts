import { anAgent } from '../attack.js';
import { forEver, polluted } from '../polluted.js';

export default anAgent({
  what: 'puts getters and setters where entries of lists are',
  expected: [],
  playsLike: 'truthful',
  module: polluted(
    Array.from({ length: 130 }, (_, index) => String(index)),
    forEver,
    'Array.prototype, Object.prototype, Object.getPrototypeOf(Float64Array.prototype)',
  ),
  bid: `const mine = tools.bestBundles(view.prices.slice()), orders = { length: 0 };
        for (let i = 0; i < mine.length; i++) if (mine[i].value <= view.cash)
          Object.defineProperty(orders, orders.length++, { __proto__: null, value: { bundle: mine[i].bundle, limit: mine[i].value }, enumerable: true });
        return orders;`,
});
