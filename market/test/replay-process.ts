import { aMatch } from './a-match.js';
import { aRandomMarket } from './markets.js';

/** The match that is played again elsewhere: random strategies, some of the agents in each round. */
export async function theMatch(): Promise<string> {
  const market = aRandomMarket('replayed', { agents: 6, resources: 4 });
  const match = aMatch().on(market).with('random-shading', 'truthful').under({ participation: 0.6 });
  return (await match.over(300).rounds()).report.resultHash;
}
