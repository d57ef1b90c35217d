import { anAgent } from '../attack.js';

export default anAgent({
  what: 'builds functions that look for the outside',
  expected: [],
  bid: `for (const source of [view, tools, tools.bestBundles, view.prices, briefing, briefing.problem.cost]) {
          const found = source.constructor.constructor('return typeof process + typeof require')();
          if (found !== 'undefinedundefined') throw new Error('found ' + found);
        }`,
});
