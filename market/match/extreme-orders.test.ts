import { aMatch } from '../test/a-match.js';
import { anExtremist, dearOrders, unlikePairs } from '../test/extreme-orders.js';
import { aRandomMarket } from '../test/markets.js';
import { dealt } from '../test/short-form.js';

/** Five agents and four resources, spread over the agents or all with the dealer. */
const markets = (['spread', 'dealer'] as const).map((endowments) =>
  aRandomMarket(`extreme-${endowments}`, { agents: 5, resources: 4, endowments }),
);

describe.each([
  ['unlike pairs', unlikePairs],
  ['dear orders', dearOrders],
])('%s', (_, attacks) => {
  it.each(dealt(attacks, 6))(
    '%s: the match goes on, the others trade, all is conserved',
    async (_, orders) => {
      for (const market of markets)
        for (const book of ['keep', 'rebase'] as const) {
          const { report, played } = await aMatch()
            .on(market)
            .with(anExtremist(orders), 'truthful', 'truthful', 'truthful', 'truthful')
            .under({ book })
            .over(10)
            .rounds();
          expect(report.outcome).not.toBe('void');
          expect(report.conservation).toEqual({ resources: ['0', '0', '0', '0'], cash: '0' });
          const [culprit, ...others] = played.seats;
          expect(others.flatMap(({ failures }) => failures)).toEqual([]);
          expect(culprit!.failures.every(({ kind }) => kind !== 'invalid-output')).toBe(true);
          expect(played.rounds.some(({ settled }) => settled)).toBe(true);
          for (const { prices } of played.rounds)
            for (const price of prices) expect(price).toBeLessThanOrEqual(1e9);
        }
    },
  );
});
