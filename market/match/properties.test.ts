import { fc } from '#market/test/seeded-properties.js';
import type { MarketInstance } from '../instance.js';
import { aMatch, totalsOf, type FinishedMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';
import { isLong } from '../test/short-form.js';

const runs = isLong ? 200 : 6;

const strategies = [
  'truthful',
  'shaded',
  'random-shading',
  'forecast',
  'multi-bundle',
  'zero-intelligence',
] as const;
const aMarket = fc
  .record({
    seed: fc.nat(1e6),
    agents: fc.integer({ min: 2, max: 5 }),
    resources: fc.integer({ min: 1, max: 3 }),
    endowments: fc.constantFrom('spread' as const, 'dealer' as const),
    integer: fc.boolean(),
  })
  .map(({ seed, ...settings }) => aRandomMarket(String(seed), settings));
const rules = fc.record({
  book: fc.constantFrom('keep' as const, 'rebase' as const),
  participation: fc.constantFrom(1, 0.6),
});

/** Rounding of prices (1e-9) over everything an agent trades in a match. */
const ROUNDING = 1e-6;

/** What costs are measured against (`gapScale`): there may be next to nothing to gain, of which rounding is any share. */
function scaleOf({ noTrade, optimum }: FinishedMatch['report']): number {
  return Math.max(noTrade - optimum, 1e-3 * Math.max(1, Math.abs(optimum)));
}

it('whoever plays, everything is conserved and the dealer’s account balances the agents’', async () => {
  await fc.assert(
    fc.asyncProperty(
      aMarket,
      rules,
      fc.array(fc.constantFrom(...strategies), { minLength: 1, maxLength: 4 }),
      async (market, under, mix) => {
        const { played, report } = await aMatch()
          .on(market)
          .with(...mix)
          .under(under)
          .over(40)
          .rounds();
        expect(totalsOf(played.closing)).toEqual(totalsOf(played.opening));
        expect(['converged', 'round-cap', 'stalled']).toContain(report.outcome);
        const paid = played.seats.reduce((sum, { payment }) => sum + payment, 0n);
        expect(played.closing.dealerCash - played.opening.dealerCash).toBe(paid);
        // A passive dealer only ever hands out what it has for what it is worth.
        expect(report.dealerCash).toBeGreaterThanOrEqual(-ROUNDING);
        for (const quantity of played.closing.inventory) expect(quantity >= 0n).toBe(true);
        expect(report.optimum - report.cost).toBeLessThanOrEqual(1e-7 + 1e-7 * scaleOf(report));
        expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
});

it('a truthful agent is never worse off, after any round', async () => {
  await fc.assert(
    fc.asyncProperty(aMarket, rules, fc.constantFrom(...strategies), async (market, under, other) => {
      const { report, played } = await aMatch()
        .on(market)
        .with('truthful', other)
        .under(under)
        .over(40)
        .rounds();
      report.perSeat.filter((_, seat) => seat % 2 === 0).forEach(({ saving }) => expect(saving).toBeGreaterThanOrEqual(-ROUNDING)); // prettier-ignore
      const costs = played.rounds.map(({ cost }) => cost);
      costs.slice(1).forEach((cost, i) => expect(cost).toBeLessThanOrEqual(costs[i]! + ROUNDING));
    }),
    { numRuns: runs },
  );
});

it('who sits where makes no difference to welfare and prices', async () => {
  const reversed = (market: MarketInstance): MarketInstance => ({
    ...market,
    participants: [...market.participants].reverse(),
  });
  await fc.assert(
    fc.asyncProperty(aMarket, fc.constantFrom('keep' as const, 'rebase' as const), async (market, book) => {
      const [one, other] = [market, reversed(market)].map((on) =>
        aMatch().on(on).under({ book }).over(200).rounds(),
      );
      const [a, b] = [(await one!).report, (await other!).report];
      expect([b.outcome, a.outcome]).toEqual(['converged', 'converged']);
      expect(Math.abs(b.cost - a.cost)).toBeLessThan(1e-7 + 5e-6 * scaleOf(a));
      // the first clearing prices come from the same book, before anything could depend on ties in the fills
      const first = (match: FinishedMatch): readonly number[] => match.played.rounds[0]!.prices;
      const prices = first(await one!).map((price) => expect.closeTo(price, 5) as unknown);
      expect(first(await other!)).toEqual(prices);
    }),
    { numRuns: runs },
  );
});

it('the same seed plays the same match, another seed another one', async () => {
  const market = aRandomMarket('again', { agents: 5 });
  const play = (seed: string): Promise<FinishedMatch> =>
    aMatch().on(market).with('random-shading').under({ participation: 0.5 }).seeded(seed).over(200).rounds();
  const [first, again, other] = [await play('1'), await play('1'), await play('2')];
  expect(again.report.resultHash).toBe(first.report.resultHash);
  expect(again.played.rounds).toEqual(first.played.rounds);
  expect(other.report.resultHash).not.toBe(first.report.resultHash);
});
