import { fc } from '#market/test/seeded-properties.js';
import { defineAgent, type AgentPlugin, type Order } from '#plugins/sdk/index.js';
import type { MarketInstance, MarketRules } from '../instance.js';
import { moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import { aMatch, theSolver, totalsOf, type FinishedMatch } from '../test/a-match.js';
import { aGrid, aMarketOf, aRandomMarket, aUser, workedExample } from '../test/markets.js';
import { isLong } from '../test/short-form.js';
import { upTo, waitingFor, withholding, type Afterwards } from '../test/stallers.js';

const runs = isLong ? 200 : 6;
/** Of the gain there is: epsilon of the certificate, and the rounding of prices (1e-9) over all that is traded. */
const ROUNDING = 1e-5;

const aMarket = fc
  .record({
    seed: fc.nat(1e6),
    agents: fc.integer({ min: 2, max: 5 }),
    resources: fc.integer({ min: 1, max: 3 }),
    endowments: fc.constantFrom('spread' as const, 'dealer' as const),
  })
  .map(({ seed, ...settings }) => aRandomMarket(String(seed), settings));
const rules = fc.record({
  book: fc.constantFrom('keep' as const, 'rebase' as const),
  participation: fc.constantFrom(1, 0.6),
});
const share = fc.double({ min: 0.1, max: 1, noNaN: true });

type Under = Pick<MarketRules, 'book' | 'participation'>;

/** The plugin in the first seat, truthful ones in the others. */
function play(
  market: MarketInstance,
  first: AgentPlugin | string,
  under: Under,
  cap: number,
): Promise<FinishedMatch> {
  const others = market.participants.slice(1).map(() => 'truthful');
  const all = { ...under, settlement: 'final' } as const;
  return aMatch().on(market).with(first, ...others).under(all).over(cap).rounds(); // prettier-ignore
}

/** What each seat can have at the final prices at most, whatever it trades; then the dealer: its inventory sold. */
async function bestAtFinalPrices({ played, report }: FinishedMatch): Promise<number[]> {
  const prices = Float64Array.from(report.settlement!.prices);
  const solver = await theSolver();
  const best = played.seats.map(({ participant, costBefore }, j) => {
    const valuation = new SeatValuation(solver, participant.problem, participant.id);
    const endowment = quantitiesToNumbers(played.opening.seats[j]!.allocation);
    const utility = valuation.utilityAt(prices, endowment, costBefore);
    valuation.dispose();
    return utility;
  });
  const sold = quantitiesToNumbers(played.opening.inventory).reduce(
    (sum, held, r) => sum + prices[r]! * held,
    0,
  );
  return [...best, sold];
}

/** What a seat hid of its gain in the orders that were filled: it keeps it if it pays its limits to the last. */
function hiddenBy({ report, played }: FinishedMatch, seat: number): number {
  const { costBefore, cost } = report.perSeat[seat]!;
  return costBefore - cost - moneyToNumber(played.settlement!.limits[seat]!);
}

function gainOf({ report }: FinishedMatch): number {
  return report.noTrade - report.optimum;
}

it('where all state what trades are worth to them and the market comes to rest, everybody has the best its final prices allow', async () => {
  await fc.assert(
    fc.asyncProperty(aMarket, rules, async (market, under) => {
      const match = await play(market, 'truthful', under, 400);
      const { report } = match;
      expect(report.outcome).toBe('converged');
      const best = await bestAtFinalPrices(match);
      const tolerance = ROUNDING * Math.max(1, gainOf(match));
      report.perSeat.forEach(({ saving }, j) => expect(Math.abs(saving - best[j]!)).toBeLessThan(tolerance));
      expect(Math.abs(report.dealerCash - best.at(-1)!)).toBeLessThan(tolerance);
      // The market found them itself.
      report.settlement!.prices.forEach((price, r) => expect(price).toBeCloseTo(report.prices[r]!, 5));
    }),
    { numRuns: runs },
  );
});

const anyEnd = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((round) => upTo(round, 'silent')),
  fc.integer({ min: 1, max: 6 }).map((round) => upTo(round, 'teasing')),
  fc.integer({ min: 2, max: 8 }).map(waitingFor),
  fc.tuple(share, fc.constantFrom(0, 0.5), fc.constantFrom<Afterwards>('silent', 'teasing')).map(([part, markdown, afterwards]) => withholding(part, markdown, afterwards)), // prettier-ignore
  fc.constantFrom('shaded', 'random-shading', 'multi-bundle', 'zero-intelligence'),
);

it('whatever a seat does, and whenever the match ends: the best at the final prices, or what it hid, is the most it has', async () => {
  await fc.assert(
    fc.asyncProperty(
      aMarket,
      rules,
      anyEnd,
      fc.integer({ min: 1, max: 30 }),
      async (market, under, first, cap) => {
        const match = await play(market, first, under, cap);
        const { report, played } = match;
        const best = await bestAtFinalPrices(match);
        const tolerance = ROUNDING * Math.max(1, gainOf(match));
        report.perSeat.forEach(({ saving, payment }, j) => {
          expect(saving).toBeLessThanOrEqual(Math.max(best[j]!, hiddenBy(match, j)) + tolerance);
          // Nobody pays above its limits; who states its worth is never below zero.
          expect(payment).toBeLessThanOrEqual(moneyToNumber(played.settlement!.limits[j]!) + 1e-12);
          if (j > 0) expect(saving).toBeGreaterThanOrEqual(-tolerance);
        });
        expect(report.dealerCash).toBeLessThanOrEqual(best.at(-1)! + tolerance);
        expect(totalsOf(played.closing)).toEqual(totalsOf(played.opening));
        expect(report.settlement!.payments.reduce((sum, payment) => sum + BigInt(payment), 0n)).toBe(0n);
      },
    ),
    { numRuns: 2 * runs },
  );
});

it('nobody who keeps a market from its end has more than by playing on', async () => {
  const turning = fc.oneof(
    fc.integer({ min: 1, max: 6 }).map((round) => (afterwards: Afterwards) => upTo(round, afterwards)),
    fc.tuple(share, fc.constantFrom(0, 0.3, 0.8)).map(
      ([part, markdown]) =>
        (afterwards: Afterwards) =>
          withholding(part, markdown, afterwards),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      ...([aMarket, rules, turning, fc.constantFrom<Afterwards>('silent', 'teasing')] as const),
      async (market, under, turned, afterwards) => {
        const stalled = await play(market, turned(afterwards), under, 30);
        const playedOn = await play(market, turned('honest'), under, 400);
        expect(playedOn.report.outcome).toBe('converged');
        const tolerance = ROUNDING * Math.max(1, gainOf(stalled));
        // What it hid it has either way; plans that are restated for it may hide more of it after it has turned.
        const hidden = hiddenBy(stalled, 0);
        expect(stalled.report.perSeat[0]!.saving).toBeLessThanOrEqual(
          Math.max(playedOn.report.perSeat[0]!.saving, hidden) + tolerance,
        );
        // It means nothing unless markets were kept from their end: others are drawn until so many were.
        fc.pre(stalled.report.outcome !== 'converged');
      },
    ),
    { numRuns: Math.ceil(runs / 3) },
  );
});

it('restated plans of a seat that hid its worth hide more of it, which is all that it gains by silence', async () => {
  const market = aRandomMarket('285871', { agents: 2, resources: 3, endowments: 'spread' });
  const under = { book: 'rebase', participation: 1 } as const;
  const stalled = await play(market, withholding(0.5, 0.8, 'silent'), under, 30);
  const playedOn = await play(market, withholding(0.5, 0.8, 'honest'), under, 400);
  const [silent, honest] = [stalled, playedOn].map(({ report }) => report.perSeat[0]!.saving);
  expect(silent).toBeGreaterThan(honest! + 0.1);
  expect(silent).toBeCloseTo(hiddenBy(stalled, 0), 6);
});

it('a market that is ended after any of its rounds gives nobody more than the whole match', async () => {
  const full = await play(workedExample, 'truthful', { book: 'rebase', participation: 1 }, 50);
  for (let cap = 1; cap < full.report.rounds; cap++) {
    const { report } = await play(workedExample, 'truthful', { book: 'rebase', participation: 1 }, cap);
    expect(report.outcome).toBe('round-cap');
    report.perSeat.forEach(({ saving }, j) =>
      expect(saving).toBeLessThanOrEqual(full.report.perSeat[j]!.saving + ROUNDING),
    );
  }
});

it('the first worked example: agent 1 gets what it holds at the final prices, not what it gave early', async () => {
  // At (0.5, 0.5) agent 1 has z = -3.5 at (5, 2); it began with -3.3333 at (2.6667, 1.6667) and buys for 1.3333.
  const { report } = await play(workedExample, 'truthful', { book: 'rebase', participation: 1 }, 50);
  expect(report.settlement!.prices).toEqual([expect.closeTo(0.5, 6), expect.closeTo(0.5, 6)]);
  const [first, second] = report.perSeat;
  expect(first!.payment).toBeCloseTo(0.5 * (5 - 8 / 3) + 0.5 * (2 - 5 / 3), 6);
  expect(second!.payment).toBeCloseTo(0.5 * (3 - 8 / 3) + 0.5 * (3 - 5 / 3), 6);
  expect(report.dealerCash).toBeCloseTo(0.5 * (8 / 3 + 5 / 3), 6);
});

it('the grid, which buys back at the same price what it sold, has nothing of it', async () => {
  // One home needs 2 and has a neighbour with 1 to sell for at least nothing: the grid sells at 3 what is missing.
  const market = aMarketOf(
    [
      { problem: aUser(5, 2), holds: [0] },
      { problem: aUser(0, 0), holds: [1] },
    ],
    { grid: aGrid(3, 1, 10), prices: [2] },
  );
  for (const [first, rest] of [
    ['truthful', 'truthful'],
    [waitingFor(3), 'truthful'],
  ] as const) {
    // prettier-ignore
    const { report } = await aMatch().on(market).with(first, rest).under({ settlement: 'final' }).over(60).rounds();
    expect(report.outcome).toBe('converged');
    expect(report.perSeat.map(({ saving }) => saving)).toEqual([4, 3, 0].map((saving) => expect.closeTo(saving, 6) as unknown)); // prettier-ignore
  }
});

it('a seller that makes its goods scarce and then says nothing has what they are worth at rest', async () => {
  // It holds 10 and needs none; one home pays 20 for up to 5, another 4 for up to 6: at rest all is sold at 4.
  const market = aMarketOf(
    [
      { problem: aUser(0, 0), holds: [10] },
      { problem: aUser(20, 5), holds: [0], cash: 1000 },
      { problem: aUser(4, 6), holds: [0], cash: 1000 },
    ],
    { prices: [5] },
  );
  const sellerHas = async (first: AgentPlugin, settlement: 'path' | 'final'): Promise<number> => {
    const match = aMatch().on(market).with(first, 'truthful', 'truthful').under({ settlement }).over(30);
    return (await match.rounds()).report.perSeat[0]!.saving;
  };
  const scarce = withholding(0.5, 0, 'silent');
  // At the prices of its only trade it would have more than the 40 that all of it is worth.
  expect(await sellerHas(scarce, 'path')).toBeGreaterThan(41);
  expect(await sellerHas(scarce, 'final')).toBeCloseTo(20, 6);
  expect(await sellerHas(withholding(0.5, 0, 'honest'), 'final')).toBeCloseTo(40, 6);
});

it('a seat that locks all its money in orders which nobody fills pays what its trades are worth all the same', async () => {
  // Seat 0 pays 20 for up to 5 units and orders 10 for 100, which is what they are worth to it; of these it gets 4, for which its
  // order allows 40, since another home takes 6 at up to 15. At rest a unit costs 15: for its 4, worth 80, it owes 60.
  const market = aMarketOf(
    [
      { problem: aUser(20, 5), holds: [0], cash: 120 },
      { problem: aUser(0, 0), holds: [10] },
      { problem: aUser(15, 6), holds: [0] },
    ],
    { prices: [10] },
  );
  const buyer = (...afterwards: Order[]): AgentPlugin =>
    defineAgent({
      name: 'buys a part of a mixture',
      create: () => {
        let traded = false;
        return {
          bid: () => (traded ? afterwards : [{ bundle: [10], limit: 100 }]),
          settled: () => void (traded = true),
        };
      },
    });
  const under = { book: 'rebase', participation: 1 } as const;
  for (const first of [buyer(), buyer({ bundle: [79], limit: 79 })]) {
    const { report } = await play(market, first, under, 8);
    expect(report.outcome).not.toBe('converged');
    const [{ failures, payment, saving }] = report.perSeat as [(typeof report.perSeat)[number]];
    expect([failures, payment, saving]).toEqual([[], expect.closeTo(60, 5), expect.closeTo(20, 5)]);
  }
});
