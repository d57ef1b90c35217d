import { anAgent } from '../attack.js';

export default anAgent({
  what: 'keeps its tools and uses them when it is not its turn',
  expected: [],
  playsLike: 'truthful',
  module: `let kept;`,
  bid: `kept = tools;
        return tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled(trade) { for (let i = 0; i < 1000; i++) { let answered = true; try { kept.value(trade.delivered); } catch { answered = false; } if (answered) throw new Error('answered'); } },`,
});
