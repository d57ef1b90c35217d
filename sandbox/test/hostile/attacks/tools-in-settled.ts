import { anAgent } from '../attack.js';

export default anAgent({
  what: 'asks the tools so much when it has traded that later bids would begin elsewhere',
  expected: [],
  playsLike: 'truthful',
  bid: `return tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled(trade, view, tools) {
        tools.value(trade.delivered.map((quantity) => -quantity));
        for (const factor of [0, 1, 4]) tools.bestBundles(view.prices.map((price) => factor * price), { count: 2 });
        try { for (;;) tools.value(trade.delivered); } catch {}
      },`,
});
