import { OrderBook } from './order-book.js';
import { usualGridPrices } from './orders.js';
import { ask, bid } from './test/orders.js';

describe('the orders of a period', () => {
  const book = (funds = {}): OrderBook => new OrderBook(usualGridPrices, new Map(Object.entries(funds)));

  it('a later order of the same side replaces the earlier', () => {
    const orders = book();
    expect(orders.place({ side: 'ask', order: ask('a', 10, 12) })).toBeNull();
    expect(orders.place({ side: 'ask', order: ask('a', 30, 11, 'chp', 5) })).toBeNull();
    expect(orders.asks).toEqual([ask('a', 30, 11, 'chp', 5)]);
    expect(orders.replaced).toBe(1);
  });

  it('refuses both sides, nothing, and negative prices; what stood stands', () => {
    const orders = book();
    orders.place({ side: 'ask', order: ask('a', 10, 12) });
    orders.place({ side: 'bid', order: bid('b', 10, 12) });
    expect(orders.place({ side: 'bid', order: bid('a', 10, 12) })).toBe('on-both-sides');
    expect(orders.place({ side: 'ask', order: ask('b', 10, 12) })).toBe('on-both-sides');
    expect(orders.place({ side: 'ask', order: ask('a', 0, 12) })).toBe('no-amount');
    expect(orders.place({ side: 'bid', order: bid('b', -1, 12) })).toBe('no-amount');
    expect(orders.place({ side: 'bid', order: bid('b', 10, 12, -0.01) })).toBe('negative-price');
    expect([orders.asks, orders.bids]).toEqual([[ask('a', 10, 12)], [bid('b', 10, 12)]]);
  });

  it('a bid needs the money for its dearest price, the grid included', () => {
    // 10 Wh at 23.67, and at 25
    expect(book({ b: { money: 23_670n } }).place({ side: 'bid', order: bid('b', 10, 5, 5) })).toBeNull();
    expect(book({ b: { money: 23_669n } }).place({ side: 'bid', order: bid('b', 10, 5, 5) })).toBe(
      'no-money',
    );
    expect(book({ b: { money: 24_999n } }).place({ side: 'bid', order: bid('b', 10, 5, 25) })).toBe(
      'no-money',
    );
    expect(book({ b: { money: 25_000n } }).place({ side: 'bid', order: bid('b', 10, 25, 5) })).toBeNull();
  });

  it('an ask needs its tokens', () => {
    expect(book({ a: { tokens: 10n } }).place({ side: 'ask', order: ask('a', 10, 5) })).toBeNull();
    expect(book({ a: { tokens: 9n } }).place({ side: 'ask', order: ask('a', 10, 5) })).toBe('no-tokens');
  });
});
