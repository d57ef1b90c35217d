import { anAgent } from '#market/agent/test/agent-problems.js';
import { defineAgent } from '#plugins/sdk/index.js';
import { aMatch } from '../test/a-match.js';
import { anExtremist, dearOrders, unlikePairs } from '../test/extreme-orders.js';
import { aMarketOf, aRandomMarket } from '../test/markets.js';
import { dealt } from '../test/short-form.js';

/** Five agents and four resources, spread over the agents or all with the dealer. */
const markets = (['spread', 'dealer'] as const).map((endowments) =>
  aRandomMarket(`extreme-${endowments}`, { agents: 5, resources: 4, endowments }),
);

describe.each([
  ['unlike pairs', unlikePairs],
  ['dear orders', dearOrders],
])('%s', (_, attacks) => {
  it.each(dealt(attacks, 3))(
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

it('orders at the very edge of what their owner can honour, filled in part and rounded, fault nothing', async () => {
  const m = 24;
  // Each uses 20 of its 24 at the least, of whichever resources.
  const ones = new Array<number>(m).fill(1);
  const shared = ones.map((_, r) => ones.map((_, c) => (r === c ? 1 : 0)));
  const needy = anAgent({ cost: ones.map(() => 0), own: [ones.map(() => -1)], upper: [-20], shared });
  // Without somebody who could gain the match would be over at once.
  const greedy = anAgent({ cost: ones.map(() => -0.1), own: [ones], upper: [100], shared });
  const market = aMarketOf([needy, needy, greedy].map((problem) => ({ problem, holds: ones })));
  // In units of 1e-9: all that can be sold, and the tolerance of 1e-7 of every resource.
  const each = Math.floor((4e9 + m * 100) / m);
  const edge = (sign: number): number[] =>
    Array.from({ length: m }, (_, r) => each + sign * (r % 2 === 0 ? 3e7 : -3e7) + (r < 16 ? 1 : 0));
  const [a, b] = [edge(1), edge(-1)] as const;
  const seller = defineAgent({
    name: 'edge',
    create: () => ({
      bid: ({ round }) =>
        round > 1 ? [] : [a, b].map((units) => ({ bundle: units.map((unit) => -unit / 1e9), limit: -1e-3 })),
    }),
  });
  const buyer = defineAgent({
    name: 'half',
    create: () => ({
      bid: ({ round }) =>
        round > 1 ? [] : [{ bundle: a.map((unit, r) => Math.ceil((unit + b[r]!) / 2 + 5) / 1e9), limit: 5 }],
    }),
  });
  const { report, played } = await aMatch()
    .on(market)
    .with(seller, buyer, 'zero-intelligence')
    .over(3)
    .rounds();
  expect(report.perSeat.map(({ failures }) => failures)).toEqual([[], [], []]);
  expect(report.conservation).toEqual({ resources: ones.map(() => '0'), cash: '0' });
  const left = played.closing.seats[0]!.allocation.reduce((sum, quantity) => sum + quantity, 0n);
  // It holds less than the tolerance alone allows, which is what makes this case one.
  expect(Number(left - 20_000_000_000n)).toBeLessThan(-m * 100);
});
