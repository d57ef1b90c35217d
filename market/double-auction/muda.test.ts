import { testRng } from '#market/test/short-form.js';
import { orderGain, type Worth } from './best-price.js';
import { clearPeriod } from './clear-period.js';
import { drawn, lotOf } from './lots.js';
import { cheapestFirst, dearestFirst } from './merit-order.js';
import { mudaHalves, type Half } from './muda.js';
import type { SidedOrder } from './order-book.js';
import { usualGridPrices, type Ask, type Bid } from './orders.js';
import { ask, bid } from './test/orders.js';

const lot = lotOf('by hand', 0);
/** Names that the lot puts into a half, the first in turn first. */
const namesIn = (half: 0 | 1, count: number): string[] =>
  Array.from({ length: 200 }, (_, n) => `home-${n}`)
    .filter((name) => drawn(lot, name).half === half)
    .slice(0, count)
    .sort((a, b) => (drawn(lot, a).turn < drawn(lot, b).turn ? -1 : 1));
const [l1, l2, l3, l4] = namesIn(0, 4) as [string, string, string, string];
const [r1, r2, r3, r4, r5] = namesIn(1, 5) as [string, string, string, string, string];
const rules = { grid: usualGridPrices, pricing: { kind: 'muda', lot } } as const;

/**
 * Left: 100 at 10 and 60 at 13 are offered, 80 at 18 and 40 at 14 wanted. 120 could be traded; 40 at 13 stay, so of 13 to 14
 * the dearest that clears is 13: the price is 13. Right: 50 at 11 and 30 at 12 are offered, 90 at 17, 20 at 15 and 30 at 12 wanted.
 * 80 could be traded; 10 at 17 stay, so the price is 17.
 */
const asks = [ask(l1, 100, 10), ask(l2, 60, 13), ask(r1, 50, 11), ask(r2, 30, 12)];
const bids = [bid(l3, 80, 18), bid(l4, 40, 14), bid(r3, 90, 17), bid(r4, 20, 15), bid(r5, 30, 12)];

describe('MUDA', () => {
  it('trades each half at the price of the other one, the longer side in turn, worked by hand', () => {
    const { auctions, participants, surplus, grid } = clearPeriod(asks, bids, rules);
    // Left at 17: 160 accept to sell, 80 to buy; l1 is before l2 and sells 80 of 100. Right at 13: 80 are sold, 110 wanted; r3 is before r4.
    expect(auctions[0]!.matches).toEqual([
      { seller: l1, buyer: l3, amount: 80n, buyerPrice: 1700n, sellerPrice: 1700n },
      { seller: r1, buyer: r3, amount: 50n, buyerPrice: 1300n, sellerPrice: 1300n },
      { seller: r2, buyer: r3, amount: 30n, buyerPrice: 1300n, sellerPrice: 1300n },
    ]);
    const paid = Object.fromEntries(participants.map(({ id, payment }) => [id, Number(payment)]));
    expect(paid).toEqual({
      // 80 x 17 + 20 x 12 from the grid
      ...{ [l1]: -160_000, [l2]: -72_000, [r1]: -65_000, [r2]: -39_000 },
      // r3: 80 x 13 + 10 x 23.67
      ...{ [l3]: 136_000, [l4]: 94_680, [r3]: 127_670, [r4]: 47_340, [r5]: 71_010 },
    });
    expect([surplus, grid.bought, grid.sold]).toEqual([0n, 80n, 100n]);
  });

  it('has turns that are not those of prices: whoever asks most may be the first', () => {
    const turned = [ask(l1, 60, 13), ask(l2, 100, 10), ...asks.slice(2)];
    const { matches } = clearPeriod(turned, bids, rules).auctions[0]!;
    const sold = matches.filter(({ buyer }) => buyer === l3);
    expect(sold.map(({ seller, amount }) => [seller, amount])).toEqual([[l2, 20n], [l1, 60n]]); // prettier-ignore
  });

  it('has no price where a half has nobody of a side, and then the other half does not trade', () => {
    const [left, right] = mudaHalves(
      cheapestFirst([ask(l1, 10, 10), ask(r1, 10, 10)]),
      one(bid(l3, 10, 20)),
      { lot },
    );
    expect([left.price, left.volume, right.price, right.volume]).toEqual([1500n, 0n, null, 0n]);
  });

  it('of prices that leave one side alone takes the middle, too: nothing is traded at home, something elsewhere', () => {
    const apart = [ask(l1, 10, 16), ask(r1, 10, 10)];
    const [left, right] = mudaHalves(
      cheapestFirst(apart),
      [...one(bid(r3, 10, 20)), ...one(bid(l3, 10, 12))],
      { lot },
    );
    expect([left.most, left.price, left.volume]).toEqual([0n, 1400n, 0n]);
    expect([right.most, right.price, right.volume]).toEqual([10n, 1500n, 10n]);
    expect(right.matches[0]!.buyerPrice).toBe(1400n);
  });

  it('draws halves of about one size, anew in every period', () => {
    const halves = (period: number): string =>
      Array.from({ length: 400 }, (_, n) => drawn(lotOf('seed', period), `p${n}`).half).join('');
    for (const period of [0, 1]) {
      const right = [...halves(period)].filter((half) => half === '1').length;
      expect(Math.abs(right - 200)).toBeLessThan(60);
    }
    expect(halves(0)).not.toBe(halves(1));
    expect(halves(0)).toBe(halves(0));
  });

  it('trades what the definition says, in random markets', () => {
    const rng = testRng('MUDA by its definition');
    let traded = 0n;
    for (let n = 0; n < 150; n++) {
      const market = drawMarket(rng.next.bind(rng), 10);
      const lot = lotOf(`random ${n}`, n);
      const halves = mudaHalves(cheapestFirst(market.asks), standing(market.bids), { lot });
      for (const half of [0, 1] as const) {
        const price = referencePrice(market, lot, 1 - half);
        expect(halves[half].volume).toBe(referenceVolume(market, lot, half, price));
        checkTurns(halves[half], market, lot, half, price);
        traded += halves[half].volume;
      }
    }
    expect(traded).toBeGreaterThan(0n);
  });

  it('gives nobody a reason to name a false price or amount, and leaves nobody worse off', () => {
    const rng = testRng('truth under MUDA');
    const whole = (low: number, high: number): number => low + Math.floor(rng.next() * (high - low + 1));
    let worse = 0;
    for (let n = 0; n < 120; n++) {
      const market = drawMarket(rng.next.bind(rng), 8);
      const rules = { grid: usualGridPrices, pricing: { kind: 'muda', lot: lotOf('truth', n) } } as const;
      const orders: SidedOrder[] = [
        ...market.asks.map((order): SidedOrder => ({ side: 'ask', order })),
        ...market.bids.map((order): SidedOrder => ({ side: 'bid', order })),
      ];
      for (const own of orders.slice(whole(0, 2), 16)) {
        const price = own.side === 'ask' ? own.order.price : own.order.prices.pv;
        const worth: Worth = { ask: price, bids: { pv: price, chp: price } };
        const honest = orderGain(orders, own.order.id, worth, rules);
        expect(honest.gain).toBeGreaterThanOrEqual(0n);
        const lie = falsely(own, BigInt(whole(700, 2100)), BigInt(whole(1, 60)));
        const lied = orderGain(
          orders.map((placed) => (placed === own ? lie : placed)),
          own.order.id,
          worth,
          rules,
        );
        // What is bought or sold beyond what is wanted or there is worth nothing, and has to be paid for or bought.
        const beyond = lied.traded.pv > own.order.amount ? lied.traded.pv - own.order.amount : 0n;
        const loss = own.side === 'bid' ? beyond * price : beyond * (5000n - price);
        expect(lied.gain - loss).toBeLessThanOrEqual(honest.gain);
        if (lied.gain - loss < honest.gain) worse++;
      }
    }
    // About 200: of fewer than a hundred nobody could be sure.
    expect(worse).toBeGreaterThan(0);
  });
});

function one({ id, amount, prices, time }: Bid) {
  return [{ id, amount, price: prices.pv, time }];
}

function standing(bids: readonly Bid[]) {
  return dearestFirst(bids.flatMap(one));
}

function falsely(own: SidedOrder, price: bigint, amount: bigint): SidedOrder {
  if (own.side === 'ask') return { side: 'ask', order: { ...own.order, price, amount } };
  return { side: 'bid', order: { ...own.order, amount, prices: { pv: price, chp: 0n } } };
}

interface Market {
  readonly asks: readonly Ask[];
  readonly bids: readonly Bid[];
}

function drawMarket(next: () => number, most: number): Market {
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const draw = () => [whole(1, 40), whole(8, 20)] as const;
  return {
    asks: Array.from({ length: whole(1, most) }, (_, n) => ask(`s${n}`, ...draw())),
    bids: Array.from({ length: whole(1, most) }, (_, n) => {
      const [amount, price] = draw();
      return bid(`b${n}`, amount, price, 0);
    }),
  };
}

const amountOf = (orders: readonly { readonly amount: bigint }[]): bigint =>
  orders.reduce((sum, { amount }) => sum + amount, 0n);

/** By trying every whole ct, as all orders have: those at which as much can be wanted as offered, whoever is indifferent taking any part; the middle of them. */
function referencePrice({ asks, bids }: Market, lot: Uint8Array, half: number): bigint | null {
  const isIn = ({ id }: { readonly id: string }): boolean => drawn(lot, id).half === half;
  const [sellers, buyers] = [asks.filter(isIn), bids.filter(isIn)];
  if (sellers.length === 0 || buyers.length === 0) return null;
  const clears: bigint[] = [];
  for (let price = 700n; price <= 2100n; price += 100n) {
    const [most, least] = [
      (orders: readonly Ask[]) => orders.filter((each) => each.price <= price),
      (orders: readonly Ask[]) => orders.filter((each) => each.price < price),
    ].map((of) => amountOf(of(sellers))) as [bigint, bigint];
    const [wanted, atLeast] = [
      buyers.filter(({ prices }) => prices.pv >= price),
      buyers.filter(({ prices }) => prices.pv > price),
    ].map(amountOf) as [bigint, bigint];
    if (atLeast <= most && least <= wanted) clears.push(price);
  }
  return (clears[0]! + clears.at(-1)!) / 2n;
}

function referenceVolume(
  { asks, bids }: Market,
  lot: Uint8Array,
  half: number,
  price: bigint | null,
): bigint {
  if (price === null) return 0n;
  const isIn = ({ id }: { readonly id: string }): boolean => drawn(lot, id).half === half;
  const supply = amountOf(asks.filter((each) => isIn(each) && each.price <= price));
  const demand = amountOf(bids.filter((each) => isIn(each) && each.prices.pv >= price));
  return supply < demand ? supply : demand;
}

/** Nobody is served before whoever is earlier in turn has all it wants, and all trade at the other half's price. */
function checkTurns(
  { matches }: Half,
  { asks, bids }: Market,
  lot: Uint8Array,
  half: number,
  price: bigint | null,
): void {
  for (const { buyerPrice, sellerPrice } of matches)
    expect([buyerPrice, sellerPrice]).toEqual([price, price]);
  const got = (of: 'seller' | 'buyer', id: string): bigint =>
    amountOf(matches.filter((match) => match[of] === id));
  const sides = [
    asks
      .filter((each) => each.price <= price!)
      .map(({ id, amount }) => ({ id, amount, got: got('seller', id) })),
    bids
      .filter((each) => each.prices.pv >= price!)
      .map(({ id, amount }) => ({ id, amount, got: got('buyer', id) })),
  ];
  if (price === null) return;
  for (const side of sides) {
    const inTurn = side
      .filter(({ id }) => drawn(lot, id).half === half)
      .sort((a, b) => (drawn(lot, a.id).turn < drawn(lot, b.id).turn ? -1 : 1));
    const short = inTurn.findIndex(({ amount, got }) => got < amount);
    if (short < 0) continue;
    expect(inTurn.slice(short + 1).every(({ got }) => got === 0n)).toBe(true);
  }
}
