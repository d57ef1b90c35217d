import { vectorOf } from '#market/agent/test/agent-problems.js';
import type { DealerBriefing, DealerDesk, DealerQuote, DealerView } from '#market/traders.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';

const briefing: DealerBriefing = {
  agents: 2,
  resources: [
    { id: 'A', unit: 'kWh' },
    { id: 'B', unit: 'kWh' },
  ],
  roundCap: 100,
  closing: { kind: 'fixed' },
  inventory: vectorOf(40, 0),
  cash: 1000,
  total: vectorOf(100, 100),
  initialPrices: vectorOf(0, 0),
};
const view: DealerView = {
  round: 1,
  prices: vectorOf(1, 2),
  inventory: vectorOf(40, 0),
  cash: 1000,
  openOrders: 3,
  newOrders: 2,
  volume: vectorOf(0, 0),
};

const pool = new Here(await createHighsSolver());

async function seated(name: string, change: Partial<DealerBriefing> = {}, seed = 's'): Promise<DealerDesk> {
  const desk = sandboxDealer({ pool, plugin: await OwnPlugin.load(name, 'dealer', pool), seed });
  expect(await desk.create({ ...briefing, ...change })).toEqual({ outcome: 'ok', value: null });
  return desk;
}

async function quoteOf(desk: DealerDesk, change: Partial<DealerView> = {}): Promise<DealerQuote> {
  const quote = await desk.quote({ ...view, ...change });
  if (quote.outcome !== 'ok') throw new Error(quote.reason);
  return quote.value;
}

async function announcedBy(desk: DealerDesk, prices: number[], settled: boolean, round = 1) {
  const answer = await desk.announce(
    { ...view, round },
    { prices: vectorOf(...prices), settled, surplus: 1 },
  );
  return answer.outcome === 'ok' ? answer.value && [...answer.value] : answer;
}

describe('reference dealers', () => {
  it('passive offers all it has and announces the clearing prices', async () => {
    const desk = await seated('passive');
    expect(await quoteOf(desk)).toEqual({ offer: view.inventory, orders: [] });
    expect(await announcedBy(desk, [3, 4], true)).toBeNull();
  });

  it('safety-stock buys back what it lacks at the current price and sells nothing of that', async () => {
    // of 100 there are in all, the stock is between 5 and 20
    const { offer, orders } = await quoteOf(await seated('safety-stock'), { inventory: vectorOf(40, 3) });
    expect([...offer]).toEqual([40, 0]);
    expect(orders).toHaveLength(1);
    const [other, missing] = orders[0]!.bundle;
    expect(other).toBe(0);
    expect(missing).toBeGreaterThanOrEqual(2);
    expect(missing).toBeLessThanOrEqual(17);
    expect(orders[0]!.limit).toBeCloseTo(2 * missing!, 9);
  });

  it('safety-stock draws its stock from the seed of the match', async () => {
    const missing = async (seed: string) =>
      (await quoteOf(await seated('safety-stock', {}, seed))).orders[0]!.bundle[1];
    expect(await missing('a')).toBe(await missing('a'));
    expect(await missing('a')).not.toBe(await missing('b'));
  });

  it('safety-stock buys no more than it can pay', async () => {
    const { orders } = await quoteOf(await seated('safety-stock'), { cash: 4, inventory: vectorOf(0, 0) });
    expect(orders.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(4);
    expect(orders).toHaveLength(2);
  });

  it('speculative sells above and buys below the middle of the grid’s tariffs', async () => {
    const grid = { retail: vectorOf(2, 4), feedIn: vectorOf(0, 2) };
    const desk = await seated('speculative', { grid });
    // worth (1, 3); prices (2, 2)
    const { offer, orders } = await quoteOf(desk, { prices: vectorOf(2, 2) });
    expect([...offer]).toEqual([0, 0]);
    expect(orders.map(({ bundle, limit }) => [[...bundle], limit])).toEqual([
      [[-40, 0], -80],
      [[0, 100], 200],
    ]);
    const even = await quoteOf(desk, { prices: vectorOf(1, 3) });
    expect(even).toEqual({ offer: vectorOf(0, 0), orders: [] });
  });

  it('speculative takes a slow average of past prices where there is no grid', async () => {
    const desk = await seated('speculative', { initialPrices: vectorOf(1, 1) });
    const { orders } = await quoteOf(desk, { prices: vectorOf(2, 0.5) });
    expect(orders.map(({ bundle }) => [...bundle])).toEqual([[-40, 0], [0, 100]]); // prettier-ignore
  });

  it.each(['safety-stock', 'speculative'])('%s becomes passive when the market settles', async (name) => {
    const desk = await seated(name, { initialPrices: vectorOf(9, 9) });
    const quotes = [];
    for (let round = 1; round <= 8; round++) quotes.push(await quoteOf(desk, { round }));
    expect(quotes[0]!.orders).not.toEqual([]);
    expect(quotes.at(-1)).toEqual({ offer: view.inventory, orders: [] });
    // and stays so, whatever prices do afterwards
    expect(await quoteOf(desk, { round: 9, prices: vectorOf(50, 0) })).toEqual({
      offer: view.inventory,
      orders: [],
    });
  });

  it.each<[string, DealerBriefing['closing'], number]>([
    ['safety-stock', { kind: 'fixed' }, 50],
    ['speculative', { kind: 'fixed' }, 50],
    ['safety-stock', { kind: 'random', from: 12, hazard: 0.1 }, 6],
    ['speculative', { kind: 'soft', from: 12, extend: 3 }, 6],
  ])('%s is passive in the second half of the rounds that are certain (%j)', async (name, closing, half) => {
    const desk = await seated(name, { closing, initialPrices: vectorOf(1, 1) });
    const swinging = (round: number) => ({ round, prices: vectorOf(1 + (round % 2), 2 - (round % 2)) });
    for (let round = 1; round < half; round++)
      expect((await quoteOf(desk, swinging(round))).orders).not.toEqual([]);
    expect(await quoteOf(desk, swinging(half))).toEqual({ offer: view.inventory, orders: [] });
  });

  it('smoothing announces averages while trade goes on, the clearing prices otherwise', async () => {
    const desk = await seated('smoothing', { initialPrices: vectorOf(0, 0) });
    expect(await announcedBy(desk, [4, 8], true)).toEqual([2, 4]);
    expect(await announcedBy(desk, [4, 8], true)).toEqual([3, 6]);
    expect(await announcedBy(desk, [4, 8], false)).toEqual([4, 8]);
    expect(await announcedBy(desk, [0, 0], true)).toEqual([2, 4]);
    expect(await announcedBy(desk, [0, 0], true, 60)).toEqual([0, 0]);
    expect(await quoteOf(desk)).toEqual({ offer: view.inventory, orders: [] });
    const soon = await seated('smoothing', { closing: { kind: 'random', from: 12, hazard: 0.1 } });
    expect(await announcedBy(soon, [4, 8], true, 5)).toEqual([2, 4]);
    expect(await announcedBy(soon, [4, 8], true, 6)).toEqual([4, 8]);
  });
});
