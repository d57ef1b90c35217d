import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'spins whenever it has traded',
  expected: someClock,
  playsLike: 'truthful',
  bid: `return tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled() { for (;;) {} },`,
});
