import { anAgent } from '../attack.js';

export default anAgent({
  what: 'writes into everything it was given',
  expected: [],
  create: `briefing.endowment.fill(1e9); briefing.problem.cost.fill(-1); briefing.problem.shared.values.fill(0); briefing.cash = 1e9; briefing.resources.length = 0;`,
  bid: `view.prices.fill(0); view.allocation.fill(1e9); view.cash = 1e12; Object.assign(view, { cost: -1e9 });`,
});
