import { anAgent } from '../attack.js';

export default anAgent({
  what: 'changes the views of earlier rounds',
  expected: [],
  playsLike: 'truthful',
  module: `const kept = [];`,
  bid: `for (const old of kept) { old.prices.fill(-1); old.allocation.fill(1e9); old.openOrders.length = 0; old.cash = 1e12; } kept.push(view); return tools.bestBundles(view.prices.slice()).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled(trade, view) { trade.delivered.fill(1e9); trade.prices.fill(0); trade.payment = -1e9; view.allocation.fill(1e9); },`,
});
