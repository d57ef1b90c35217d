import { clearPeriod, type AuctionRules, type PeriodResult } from './clear-period.js';
import { usualGridPrices, type Ask, type Bid } from './orders.js';
import { highestMatchedAsk } from './pricing.js';
import { ask, bid } from './test/orders.js';

const landau: AuctionRules = { grid: usualGridPrices, pricing: highestMatchedAsk };
const clear = (asks: readonly Ask[], bids: readonly Bid[], rules = landau): PeriodResult =>
  clearPeriod(asks, bids, rules);

/** `seller>buyer: Wh at 1/100 ct` per match, in their order */
const told = ({ auctions }: PeriodResult): string[] =>
  auctions.flatMap(({ type, matches }) =>
    matches.map((m) => `${type} ${m.seller}>${m.buyer}: ${m.amount} at ${m.buyerPrice}`),
  );
const payments = ({ participants }: PeriodResult): Record<string, number> =>
  Object.fromEntries(participants.map(({ id, payment }) => [id, Number(payment)]));

describe('a period of the double auction, worked by hand (money in 1e-7 EUR)', () => {
  it('surplus: the highest matched ask is the price, the grid takes the rest at 12.00', () => {
    const result = clear([ask('a', 3000, 10), ask('b', 2000, 14)], [bid('c', 4000, 20, 15)]);
    expect(told(result)).toEqual(['pv a>c: 3000 at 1400', 'pv b>c: 1000 at 1400']);
    // b: 1000 Wh x 1400 + 1000 Wh x 1200
    expect(payments(result)).toEqual({ a: -4_200_000, b: -2_600_000, c: 5_600_000 });
    expect(result.grid).toEqual({ bought: 1000n, sold: 0n, payment: 1_200_000n });
  });

  it('scarcity: the dearest bid is served first, the grid sells the rest at 23.67', () => {
    const result = clear([ask('a', 1000, 10)], [bid('d', 700, 18), bid('c', 800, 20)]);
    expect(told(result)).toEqual(['pv a>c: 800 at 1000', 'pv a>d: 200 at 1000']);
    // d: 200 x 1000 + 500 x 2367
    expect(payments(result)).toEqual({ a: -1_000_000, d: 1_383_500, c: 800_000 });
    expect(result.grid).toEqual({ bought: 0n, sold: 500n, payment: -1_183_500n });
  });

  it('both types: the vote puts CHP first, demand that is left goes on to PV', () => {
    const result = clear(
      [ask('f', 900, 15, 'chp'), ask('g', 1500, 11, 'pv')],
      [bid('c', 1000, 15, 18), bid('d', 500, 12, 16), bid('e', 600, 20, 19)],
    );
    expect(result.vote).toEqual({ pv: 1, chp: 2, first: 'chp' });
    expect(told(result)).toEqual([
      ...['chp f>e: 600 at 1500', 'chp f>c: 300 at 1500'],
      ...['pv g>c: 700 at 1100', 'pv g>d: 500 at 1100'],
    ]);
    // c: 300 x 1500 + 700 x 1100; g: 1200 x 1100 + 300 x 1200
    const expected = { f: -1_350_000, g: -1_680_000, c: 1_220_000, d: 550_000, e: 900_000 };
    expect(payments(result)).toEqual(expected);
    expect(result.grid.payment).toBe(360_000n);
  });

  it('the order of the auctions matters: with PV first the same market trades otherwise', () => {
    const result = clear(
      [ask('f', 900, 15, 'chp'), ask('g', 1500, 11, 'pv')],
      [bid('c', 1000, 18, 15), bid('e', 600, 20, 19)],
    );
    expect(result.vote).toEqual({ pv: 2, chp: 0, first: 'pv' });
    expect(told(result)).toEqual(['pv g>e: 600 at 1100', 'pv g>c: 900 at 1100', 'chp f>c: 100 at 1500']);
  });

  it('a vote counts buyers, not amounts; equal prices count for neither; a tie is PV', () => {
    const first = (...bids: Bid[]): string => clear([], bids).vote.first;
    expect(first(bid('a', 9000, 20, 10), bid('b', 1, 10, 20), bid('c', 1, 10, 20))).toBe('chp');
    expect(first(bid('a', 1, 20, 10), bid('b', 1, 10, 20), bid('c', 1, 15, 15))).toBe('pv');
    expect(first(bid('c', 1, 15, 15))).toBe('pv');
    expect(first(bid('c', 1, 15, 15), bid('d', 1, 15, 15.01))).toBe('chp');
  });

  it('300 buyers vote 300 times: no counter wraps at 256', () => {
    const chp = Array.from({ length: 300 }, (_, n) => bid(`c${n}`, 1, 10, 20));
    const pv = Array.from({ length: 100 }, (_, n) => bid(`p${n}`, 1, 20, 10));
    expect(clear([], [...pv, ...chp]).vote).toEqual({ pv: 100, chp: 300, first: 'chp' });
  });

  it('of equal prices the earlier is served first', () => {
    const late = [bid('x', 100, 15, 15, 9), bid('y', 100, 15, 15, 3)];
    expect(told(clear([ask('a', 150, 10)], late))).toEqual(['pv a>y: 100 at 1000', 'pv a>x: 50 at 1000']);
    const asks = [ask('x', 100, 10, 'pv', 9), ask('y', 100, 10, 'pv', 3)];
    expect(told(clear(asks, [bid('b', 150, 15)]))).toEqual(['pv y>b: 100 at 1000', 'pv x>b: 50 at 1000']);
  });

  it('equal prices and times share in proportion, to the Wh', () => {
    const sharing = [bid('x', 100, 15), bid('y', 50, 15), bid('z', 50, 15)];
    expect(told(clear([ask('a', 100, 10)], sharing))).toEqual([
      ...['pv a>x: 50 at 1000', 'pv a>y: 25 at 1000', 'pv a>z: 25 at 1000'],
    ]);
    // 10 Wh for three times 7: 3 1/3, 6 2/3 and 10 rounded down
    const thirds = [bid('x', 7, 15), bid('y', 7, 15), bid('z', 7, 15)];
    const local = clear([ask('a', 10, 10)], thirds).participants.map((each) => Number(each.local));
    expect(local).toEqual([10, 3, 3, 4]);
  });

  it('a bid meets an ask of its own price, and none above', () => {
    expect(told(clear([ask('a', 10, 15)], [bid('b', 10, 15)]))).toEqual(['pv a>b: 10 at 1500']);
    const apart = clear([ask('a', 10, 15.01)], [bid('b', 10, 15)]);
    expect(told(apart)).toEqual([]);
    expect(payments(apart)).toEqual({ a: -12_000, b: 23_670 });
  });

  it('one side only deals with the grid, nobody with nobody', () => {
    expect(payments(clear([ask('a', 10, 5)], []))).toEqual({ a: -12_000 });
    expect(payments(clear([], [bid('b', 10, 30)]))).toEqual({ b: 23_670 });
    const nobody = clear([], []);
    expect(nobody.participants).toEqual([]);
    expect(nobody.grid).toEqual({ bought: 0n, sold: 0n, payment: 0n });
  });

  it('the grid has the prices it is given', () => {
    const rules = { ...landau, grid: { sells: 3000n, buys: 500n } };
    const result = clear([ask('a', 10, 5, 'chp')], [bid('b', 20, 4, 4)], rules);
    expect(payments(result)).toEqual({ a: -5_000, b: 60_000 });
  });
});

describe('price rules', () => {
  const asks = [ask('s1', 1000, 10), ask('s2', 1000, 12), ask('s3', 1000, 17)];
  const bids = [bid('b1', 1000, 20), bid('b2', 1000, 18), bid('b3', 1000, 11)];
  const prices = (pricing: AuctionRules['pricing'], buyers = bids): string[] =>
    told(clear(asks, buyers, { ...landau, pricing }));

  it('midpoint and k lie between the highest ask and the lowest bid served, rounded down', () => {
    expect(prices({ kind: 'uniform', k: 5_000n })[0]).toBe('pv s1>b1: 1000 at 1500');
    expect(prices({ kind: 'uniform', k: 10_000n })[0]).toBe('pv s1>b1: 1000 at 1800');
    // 12 + 6 x 0.3333 = 13.9998
    expect(prices({ kind: 'uniform', k: 3_333n })[0]).toBe('pv s1>b1: 1000 at 1399');
  });

  it('pay-as-bid: each buyer its own price, its seller the same', () => {
    expect(prices({ kind: 'pay-as-bid' })).toEqual(['pv s1>b1: 1000 at 2000', 'pv s2>b2: 1000 at 1800']);
  });

  it('McAfee: half of the first bid and ask that get nothing, where all who trade accept it', () => {
    // (11 + 17) / 2 = 14, within 12 and 18
    expect(prices({ kind: 'mcafee' })).toEqual(['pv s1>b1: 1000 at 1400', 'pv s2>b2: 1000 at 1400']);
  });

  it('McAfee: else the last of each side is left out, and the surplus is accounted', () => {
    // (11.98 + 25) / 2 = 18.49 is more than 18
    const dear = [...asks.slice(0, 2), ask('s3', 1000, 25)];
    const result = clear(dear, [bids[0]!, bids[1]!, bid('b3', 1000, 11.98)], {
      ...landau,
      pricing: { kind: 'mcafee' },
    });
    expect(result.auctions[0]!.matches).toEqual([
      { seller: 's1', buyer: 'b1', amount: 1000n, buyerPrice: 1800n, sellerPrice: 1200n },
    ]);
    expect(result.surplus).toBe(600_000n);
    // s2 and b2 go to the grid
    const expected = { s1: -1_200_000, s2: -1_200_000, s3: -1_200_000, b1: 1_800_000, b2: 2_367_000 };
    expect(payments(result)).toMatchObject(expected);
  });

  it('McAfee: where nobody is left behind the last, one pair alone does not trade', () => {
    const alone = clear([ask('a', 10, 10)], [bid('b', 10, 20)], { ...landau, pricing: { kind: 'mcafee' } });
    expect(told(alone)).toEqual([]);
  });
});
