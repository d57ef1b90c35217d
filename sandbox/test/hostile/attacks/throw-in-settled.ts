import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws whenever it has traded',
  expected: ['threw'],
  playsLike: 'truthful',
  bid: `return tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`,
  members: `settled() { throw new Error('traded'); },`,
});
