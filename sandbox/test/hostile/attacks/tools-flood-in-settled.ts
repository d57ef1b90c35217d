import { anAgent } from '../attack.js';

export default anAgent({
  what: 'keeps the tools of its bids and floods them whenever it has traded',
  expected: ['over-budget'],
  playsLike: 'truthful',
  module: `let kept;`,
  bid: `kept = tools;
        return tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled(trade) { for (;;) kept.value(trade.delivered); },`,
});
