import { ScenarioError } from '../reading/scenario-error.js';
import { scenarioFrom } from '../scenario-from.js';
import { spoiled, type Case } from '../test/malformed.js';
import type { Auction } from './auction.js';
import { auctionIn } from './load-auction.js';

const ask = { id: 'a', amount: 900, price: 15.05, type: 'chp' };
const bid = { id: 'b', amount: 1000, prices: { pv: 15, chp: 18 } };
const sample = { kind: 'auction', id: 'two', periods: [{ asks: [ask], bids: [bid] }] };
const inSample = (path: (string | number)[], value: unknown): unknown =>
  spoiled(sample, ['periods', 0, ...path], value);

const read = async (document: unknown): Promise<Auction> => (await auctionIn(document, 'file.yaml', '1'))!;

describe('an auction', () => {
  it('has what Landau’s market had where it says nothing', async () => {
    const { rule, seed, periods } = await read(sample);
    expect([rule, seed]).toEqual([{ kind: 'uniform', k: 0n }, null]);
    expect(periods[0]!.grid).toEqual({ sells: 2367n, buys: 1200n });
    expect(periods[0]!.orders).toEqual([
      { side: 'ask', order: { id: 'a', amount: 900n, price: 1505n, type: 'chp', time: 0n } },
      { side: 'bid', order: { id: 'b', amount: 1000n, prices: { pv: 1500n, chp: 1800n }, time: 0n } },
    ]);
  });

  it.each([
    ['midpoint', { kind: 'uniform', k: 5_000n }],
    [{ k: 0.3333 }, { kind: 'uniform', k: 3_333n }],
    ['pay-as-bid', { kind: 'pay-as-bid' }],
    ['mcafee', { kind: 'mcafee' }],
    ['muda', { kind: 'muda', lots: 'two/1/lots' }],
  ])('price rule %j', async (pricing, rule) => {
    expect((await read({ ...sample, pricing })).rule).toEqual(rule);
  });

  it('needs nothing but its periods', async () => {
    expect(await read({ kind: 'auction', periods: [{}] })).toMatchObject({
      id: 'auction',
      periods: [{ orders: [] }],
    });
  });

  it('places orders by their time, not by their place in the file', async () => {
    const asks = [
      { ...ask, amount: 1, time: 9 },
      { ...ask, amount: 2, time: 3 },
    ];
    const [period] = (await read(inSample(['asks'], asks))).periods;
    expect(period!.orders.map(({ order }) => Number(order.amount))).toEqual([1000, 2, 1]);
  });

  it('reads every price of two decimals exactly', async () => {
    for (let hundredths = 0; hundredths <= 4000; hundredths += 7) {
      const [period] = (await read(inSample(['asks', 0, 'price'], hundredths / 100))).periods;
      expect(period!.orders[0]!.order).toMatchObject({ price: BigInt(hundredths) });
    }
  });

  it('is no market that a league could play', async () => {
    await expect(scenarioFrom(sample, 'file.yaml')).rejects.toThrow(/kind: the orders of an auction/);
  });

  it('other kinds are none', async () => {
    expect(await auctionIn({ kind: 'random' }, 'file.yaml', '1')).toBeNull();
    expect(await auctionIn({ kind: 'random', mechanism: 'double-auction' }, 'file.yaml', '1')).toBeNull();
    expect(await auctionIn(null, 'file.yaml', '1')).toBeNull();
  });
});

const first = ['periods', 0];
const field = (...path: (string | number)[]): string =>
  [...first, ...path].reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key), ''); // prettier-ignore

const cases: Case[] = [
  ['an ask without its type', inSample(['asks', 0, 'type'], undefined), field('asks', 0, 'type'), /pv/],
  ['a type nobody has', inSample(['asks', 0, 'type'], 'wind'), field('asks', 0, 'type'), /chp/],
  ['a bid without a price', inSample(['bids', 0, 'prices'], { pv: 3 }), field('bids', 0, 'prices', 'chp'), /is missing/],
  ['a negative amount', inSample(['asks', 0, 'amount'], -1), field('asks', 0, 'amount'), />0/],
  ['no amount', inSample(['bids', 0, 'amount'], 0), field('bids', 0, 'amount'), />0/],
  ['half a Wh', inSample(['bids', 0, 'amount'], 0.5), field('bids', 0, 'amount'), /int/],
  ['a negative price', inSample(['asks', 0, 'price'], -0.01), field('asks', 0, 'price'), />=0/],
  ['a price of three decimals', inSample(['asks', 0, 'price'], 15.005), field('asks', 0, 'price'), /0\.01/],
  ['a price beyond all measure', inSample(['asks', 0, 'price'], 1e9), field('asks', 0, 'price'), /1000/],
  ['an id on both sides', inSample(['bids', 0, 'id'], 'a'), field('bids', 0, 'id'), /'a' has an ask/],
  ['no id', inSample(['bids', 0, 'id'], ''), field('bids', 0, 'id'), /Too small/],
  ['an unknown field of an order', inSample(['bids', 0, 'type'], 'pv'), field('bids', 0, 'type'), /unknown field/],
  ['an unknown option', { ...sample, reserve: 3 }, 'reserve', /unknown field/],
  ['an unknown price rule', { ...sample, pricing: 'dutch' }, 'pricing', /highest-ask/],
  ['a price rule with a number', { ...sample, pricing: { muda: 1 } }, 'pricing', /pricing: must be one of highest-ask,.* muda, or \{ k: 0 to 1 \}/],
  ['a price rule of no fields', { ...sample, pricing: {} }, 'pricing', /must be one of highest-ask/],
  ['a price rule with more than k', { ...sample, pricing: { k: 0.5, muda: 1 } }, 'pricing.muda', /unknown field/],
  ['a k above 1', { ...sample, pricing: { k: 2 } }, 'pricing.k', /<=1/],
  ['another mechanism', { ...sample, mechanism: 'bundle-trading' }, 'mechanism', /double-auction/],
  ['no periods', { ...sample, periods: [] }, 'periods', /Too small/],
  ['a grid that pays more than it asks', { ...sample, grid: { buys: 30 } }, 'grid.buys', /above/],
  ['money listed twice', inSample(['funds'], [{ id: 'a' }, { id: 'a' }]), field('funds', 1, 'id'), /twice/],
  ['more money than can be counted', inSample(['bids'], Array.from({ length: 100 }, (_, n) => ({ id: `b${n}`, amount: 1e9, prices: { pv: 1000, chp: 1 } }))), 'periods', /900,719,925/],
]; // prettier-ignore

describe('what is wrong with an auction is named', () => {
  it.each(cases)('%s', async (_what, document, at, reason) => {
    const error: unknown = await read(document).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ScenarioError);
    expect((error as ScenarioError).field).toBe(at);
    expect((error as ScenarioError).message).toMatch(reason);
  });
});
