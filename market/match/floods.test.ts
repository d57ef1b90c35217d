/** @short-form 1/3; each time: extreme-orders.test.ts */
import type { AgentPlugin, Order } from '#plugins/sdk/index.js';
import { freeGas } from '../instance.js';
import { aMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';
import { sampled } from '../test/short-form.js';

/** Sends in each round what `orders` says of it. */
function anAgentThat(orders: (round: number, m: number) => Order[]): AgentPlugin {
  return {
    kind: 'agent',
    name: 'scripted',
    create: () => ({ bid: ({ round, prices }) => orders(round, prices.length) }),
  };
}
/** No two name the same quantities; all name every resource. */
const aBundle = (m: number, i: number): number[] =>
  Array.from({ length: m }, (_, r) => 1e-3 * (1 + ((i * 7 + r) % 97)) + 1e-6 * i);
const sixtyFour = (round: number, m: number, limit: number): Order[] =>
  Array.from({ length: 64 }, (_, i) => ({ bundle: aBundle(m, 64 * round + i), limit: limit - 1e-3 * i }));
const flooding = anAgentThat((round, m) => sixtyFour(round, m, -1_000));
const silent = anAgentThat(() => []);
/** Buys a little of the first resource from the dealer in every round: the market never stands still. */
const trading = anAgentThat((round, m) => [
  { bundle: aBundle(m, round).map((quantity, r) => (r === 0 ? quantity : 0)), limit: 50 },
]);
const stocked = { resources: 100, endowments: 'dealer' } as const;

it('what one seat has open may weigh so much', async () => {
  const market = aRandomMarket('weight', { agents: 20, resources: 200 });
  const others = ['truthful', ...Array.from({ length: 18 }, () => silent)];
  const { played } = await aMatch()
    .on(market)
    .with(flooding, ...others)
    .over(4)
    .rounds();
  const [culprit, ...honest] = played.seats;
  // 150 orders that name everything; one of 200 quantities in 50 words weighs 250.
  expect(culprit!.book).toHaveLength(128);
  expect(culprit!.failures[0]).toEqual({
    round: 3,
    kind: 'refused-order',
    reason: 'open orders that weigh 48000; 37500 is allowed',
  });
  expect(honest.flatMap(({ failures }) => failures)).toEqual([]);
});

sampled(0.25)('all that one seat places may cost the match so much, and beyond is one failure', async () => {
  const placing = anAgentThat((round, m) => sixtyFour(round, m, 100));
  const { played } = await aMatch()
    .on(aRandomMarket('placed', { agents: 400, ...stocked }))
    .with(placing, ...Array.from({ length: 399 }, () => silent))
    .over(10)
    .rounds();
  const [culprit, ...others] = played.seats;
  // 3,000 orders of 125; each of 64 in a round costs 10 x 125 + 100 and 125 for standing.
  expect(culprit!.failures).toMatchObject([{ round: 4, kind: 'refused-order' }]);
  expect(culprit!.failures[0]!.reason).toMatch(/cost the match more than 375000/);
  expect(culprit!.spending.weight).toBeLessThan(400_000);
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
});

sampled(0.25)('what stands for too long leaves the book, and the others play on', async () => {
  const once = anAgentThat((round, m) => (round <= 2 ? sixtyFour(round, m, -1_000) : []));
  const { played } = await aMatch()
    .on(aRandomMarket('standing', { agents: 400, ...stocked }))
    .with(once, trading, ...Array.from({ length: 398 }, () => silent))
    .over(17)
    .rounds();
  const [culprit, ...others] = played.seats;
  // Placed for 2 x 64 x 1,350; then 128 x 125 in each round, of 375,000.
  expect(culprit!.failures).toEqual([
    { round: 15, kind: 'refused-order', reason: expect.stringMatching(/are out of the book/) as string },
  ]);
  expect(culprit!.book).toEqual([]);
  expect(played.closing.seats[0]!.orders).toEqual([]);
  expect(played.rounds).toHaveLength(17);
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
});

it.each([
  [0, 1_550_000, 2 * 590_800],
  [240_000, 1_250_000, 830_800],
])('a seat orders no more than its purse pays for, sealing (%i) included', async (sealing, most, needed) => {
  const purse = 2_000_000;
  const { played } = await aMatch()
    .on(aRandomMarket('purse', { agents: 4, resources: 8 }))
    .with(flooding, ...new Array<AgentPlugin | string>(3).fill(sealing > 0 ? silent : 'truthful'))
    .under({ gas: { ...freeGas, purse, sealing } })
    .over(8)
    .rounds();
  const [culprit, ...others] = played.seats;
  expect(culprit!.spending.gas).toBe(needed);
  expect(culprit!.failures[0]!.reason).toMatch(
    new RegExp(`may need \\d+ gas in all, and its purse pays for ${most}|open orders`),
  );
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
});

describe('a match that takes longer than it may', () => {
  const market = aRandomMarket('long', { agents: 3, resources: 3 });

  it('counts what the market does itself: slow strategies stop nobody else, and do not end it', async () => {
    const { played } = await aMatch()
      .on(aRandomMarket('long', { agents: 4, ...stocked }))
      .with(trading, silent, silent, silent)
      .whileStrategiesTake(10)
      .under({ matchSeconds: 5 })
      .over(8)
      .rounds();
    expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
    expect(played.rounds).toHaveLength(8);
    expect(played.timingDependent).toBe(false);
  });

  it('stops the seat to which most of the work is due, and gives the others the time again', async () => {
    const { played } = await aMatch()
      .on(aRandomMarket('long', { agents: 4, ...stocked }))
      .with(flooding, trading, silent, silent)
      .whileTimePasses(1) // five of the looks in a round count
      .under({ matchSeconds: 27 })
      .over(100)
      .rounds();
    const [culprit, ...others] = played.seats;
    expect(culprit!.failures.at(-2)).toEqual({
      round: 6,
      kind: 'out-of-time',
      reason: 'the market has worked on the match for 27 s, its orders most of it',
    });
    expect(culprit!.benched).toBe(true);
    expect(played.closing.seats[0]!.orders).toEqual([]);
    expect(others.flatMap(({ failures }) => failures)).toEqual([]);
    expect(played.rounds.length).toBeGreaterThan(9);
    expect(played.timingDependent).toBe(true);
  });

  it('ends as if its rounds had run out where it is nobody’s doing, and says that this was the clock', async () => {
    const { played, report } = await aMatch()
      .on(market)
      .with(trading, trading, trading)
      .whileTimePasses(1)
      .under({ matchSeconds: 27 })
      .over(100)
      .rounds();
    expect(report).toMatchObject({ outcome: 'round-cap', timingDependent: true });
    expect(played.rounds).toHaveLength(6);
    expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
  });
});
