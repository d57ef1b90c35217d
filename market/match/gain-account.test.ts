import { fc } from '#market/test/seeded-properties.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DealerPlugin } from '#plugins/sdk/index.js';
import type { MarketInstance } from '../instance.js';
import { gainParts } from '../referee/gain-account.js';
import { aMatch, type FinishedMatch } from '../test/a-match.js';
import { aGrid, aMarketOf, aRandomMarket, aUser } from '../test/markets.js';
import { isLong } from '../test/short-form.js';

/** Buys what it can at 0.60 in the first round, and offers all it has. */
const donor: DealerPlugin = {
  kind: 'dealer',
  name: 'donor',
  create: ({ resources }) => ({
    quote: ({ inventory, round }) => ({
      offer: inventory,
      orders:
        round > 1
          ? []
          : resources.map((_, t) => ({ bundle: resources.map((_, r) => Number(r === t)), limit: 0.6 })),
    }),
  }),
};
const dealers = ['passive', 'speculative', 'safety-stock', 'smoothing', donor] as const;
const strategies = ['truthful', 'shaded', 'random-shading', 'zero-intelligence', 'multi-bundle'] as const;

interface Drawn {
  readonly market: MarketInstance;
  readonly fees: Float64Array;
}

/** A street with a plant, the same without a grid's and a plant's prices, and a market that is no community. */
const aMarket = fc.oneof(
  fc.nat(1e6).map((seed) => async (): Promise<Drawn> => {
    const { instance, fees } = (await loadScenario('demo-street')).draw(String(seed));
    return { market: instance, fees };
  }),
  fc
    .record({ seed: fc.nat(1e6), endowments: fc.constantFrom('spread' as const, 'dealer' as const) })
    .map(({ seed, endowments }) => (): Promise<Drawn> => {
      const market = aRandomMarket(String(seed), { endowments });
      return Promise.resolve({ market, fees: new Float64Array(market.resources.length) });
    }),
);

it('four parts add up to the gain, whoever plays, whatever fees and gas cost', async () => {
  await fc.assert(
    fc.asyncProperty(
      aMarket,
      fc.array(fc.constantFrom(...strategies), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...dealers),
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.bigInt(0n, 10n ** 17n), { minLength: 7, maxLength: 7 }),
      async (draw, mix, dealer, rounds, gas) => {
        const { market, fees } = await draw();
        const match = aMatch().on(market).told(fees).with(...mix).dealtBy(dealer); // prettier-ignore
        closes(await match.paying(gas.slice(-market.participants.length - 1)).over(rounds).rounds()); // prettier-ignore
      },
    ),
    { numRuns: isLong ? 300 : 8 },
  );
});

/** To the last unit; and each part is what the report says elsewhere. */
function closes({ report }: FinishedMatch): void {
  const { account, gainShares, perSeat, dealerCash, noTrade, baseline, cost, fees } = report;
  const units = (part: keyof typeof account): bigint => BigInt(account[part]);
  expect(gainParts.reduce((sum, part) => sum + units(part), 0n)).toBe(units('gain'));
  const saved = (role: string): number =>
    perSeat.reduce((sum, seat) => (seat.role === role ? sum + seat.saving : sum), 0);
  const paid = report.chain.senders?.reduce((sum, sender) => sum + Number(sender.paid) / 1e18, 0) ?? 0;
  const scale = Math.max(1, Math.abs(noTrade));
  for (const [part, amount] of [
    ['households', saved('agent')],
    ['grid', saved('grid')],
    ['dealer', dealerCash - (noTrade - baseline)],
    ['fees', fees + paid],
    ['gain', baseline - cost + fees],
  ] as const)
    expect(Math.abs(Number(account[part]) / 1e18 - amount)).toBeLessThanOrEqual(1e-11 * scale);
  if (gainShares) expect(gainParts.reduce((sum, part) => sum + gainShares[part], 0)).toBeCloseTo(1, 9);
}

it('counts local fees as somebody’s gain, and gas against whoever paid it', async () => {
  // A neighbour's 2, worth 0.02 there, go to one who values them at 2; fed in they would earn 0.16.
  const market = aMarketOf(
    [
      { problem: aUser(1, 2), holds: [0] },
      { problem: aUser(0.01, 0), holds: [2] },
    ],
    { grid: aGrid(0.3, 0.08, 10), prices: [0.19] },
  );
  const gas = [1n, 2n, 0n, 4n].map((cents) => cents * 10n ** 16n);
  const { report } = await aMatch().on(market).told(Float64Array.of(0.04)).paying(gas).over(30).rounds();
  expect(Number(report.account.fees) / 1e18).toBeCloseTo(2 * 0.04 + 0.07, 9);
  expect(Number(report.account.dealer) / 1e18).toBeCloseTo(-0.04, 6);
  expect(Number(report.account.gain) / 1e18).toBeCloseTo(report.baseline - report.cost + 0.08, 9);
});
