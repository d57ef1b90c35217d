import { defineAgent, type AgentView, type Bid, type Order, type Trade } from '#plugins/sdk/index.js';
import { aMatch, type FinishedMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';

const market = aRandomMarket('cancel', { agents: 3, resources: 2 });
/** Nobody sells at this: the order stays open. */
const stays = (key: number, quantity = 1): Order => ({ bundle: [quantity, 0], limit: -50, key });

/** What a seat saw of its open orders' keys, round by round, where it answers like this. */
async function seen(
  answers: readonly (Order[] | Bid)[],
): Promise<{ keys: (number | undefined)[][]; match: FinishedMatch }> {
  const keys: (number | undefined)[][] = [];
  const agent = defineAgent({
    name: 'scripted',
    create: () => ({
      bid({ round, openOrders }) {
        keys.push(openOrders.map(({ key }) => key));
        return answers[round - 1] ?? [];
      },
    }),
  });
  const match = await aMatch()
    .on(market)
    .with(agent)
    .over(answers.length + 1)
    .rounds();
  // All three seats do the same.
  return { keys: keys.filter((_, i) => i % 3 === 0), match };
}

it('orders are cancelled by their keys, all at once, or as another of the key takes their place', async () => {
  const { keys, match } = await seen([
    [stays(1), stays(2, 2), stays(3, 3)],
    { cancel: [2, 9] },
    [stays(3, 4), { bundle: [5, 0], limit: -50 }],
    { cancel: 'all', orders: [stays(7)] },
    { cancel: 'all' },
  ]);
  expect(keys).toEqual([[], [1, 2, 3], [1, 3], [1, 3, undefined], [7], []]);
  expect(match.played.seats[0]!.failures).toEqual([]);
  expect(match.played.rounds.map(({ openOrders }) => openOrders)).toEqual(
    [9, 6, 9, 3, 0, 0].slice(0, match.played.rounds.length),
  );
  expect(match.report.outcome).not.toBe('void');
});

it('a turn that is refused cancels nothing', async () => {
  const { keys, match } = await seen([
    [stays(1)],
    { cancel: 'all', orders: [{ bundle: [1, 0], limit: 1e9 }] },
    [],
  ]);
  expect(keys[2]).toEqual([1]);
  expect(match.played.seats[0]!.failures).toMatchObject([{ round: 2, kind: 'refused-order' }]);
});

it('frees the money that they locked, for those that take their place', async () => {
  const cash = market.participants[0]!.cash;
  const all = (key: number, quantity: number): Order => ({
    bundle: [0, quantity * 1e-3],
    limit: 0.9 * cash,
    // Only what is unlimited locks money beside other orders.
    ...{ kind: 'unlimited', cap: 1 },
    key,
  });
  const { match } = await seen([[all(1, 1)], [all(1, 2)], [all(2, 3)]]);
  // The last one stands beside the one before: together they are too much.
  expect(match.played.seats[0]!.failures).toMatchObject([{ round: 3, kind: 'refused-order' }]);
});

it('costs the match as if all that is kept were placed again', async () => {
  const spent = async (answers: readonly (Order[] | Bid)[]): Promise<number> =>
    (await seen(answers)).match.played.seats[0]!.spending.weight;
  const one = [stays(1), stays(2, 2), stays(3, 3)];
  const left = await spent([one, [], []]);
  const cancelled = await spent([one, { cancel: [1] }, []]);
  // Two orders of weight 2, placed again: 10 times their weight and 100 each, less what the one that is gone no longer weighs.
  expect(cancelled - left).toBeGreaterThan(200);
});

it('an order that is restated after a trade keeps its key', async () => {
  const told: { trade: Trade; view: AgentView }[] = [];
  const agent = defineAgent({
    name: 'two-keys',
    create: () => ({
      bid: (view, tools) =>
        tools
          .bestBundles(view.prices, { count: 3 })
          .map((one, i) => ({ ...one, limit: one.value, key: i + 1 })),
      settled: (trade, view) => void told.push({ trade, view }),
    }),
  });
  await aMatch().on(market).with(agent).over(20).rounds();
  expect(told.length).toBeGreaterThan(0);
  for (const { trade, view } of told) {
    for (const { key, fill } of trade.fills) expect([key! >= 1, fill > 0]).toEqual([true, true]);
    const paid = trade.fills.reduce((sum, { payment }) => sum + payment, 0);
    expect(paid).toBeCloseTo(trade.payment, 6);
    for (const { key } of view.openOrders) expect(key).toBeGreaterThanOrEqual(1);
    expect(view.lastTrades).toBeGreaterThan(0);
    trade.delivered.forEach((quantity, r) =>
      expect(quantity).toBeLessThanOrEqual(view.lastVolume[r]! + 1e-9),
    );
  }
});
