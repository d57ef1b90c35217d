import { bestPriced, orderGain, type Worth } from './best-price.js';
import type { SidedOrder } from './order-book.js';
import { highestMatchedAsk, type PeriodRule } from './pricing.js';
import { ask, bid, randomPeriod } from './test/orders.js';
import { isLong, testRng } from '#market/test/short-form.js';

const grid = { sells: 3000n, buys: 1000n };
const rules = (pricing: PeriodRule = highestMatchedAsk) => ({ grid, pricing });
const worth: Worth = { ask: 1200n, bids: { pv: 2500n, chp: 2500n } };
const placed = (order: ReturnType<typeof ask> | ReturnType<typeof bid>): SidedOrder =>
  'prices' in order ? { side: 'bid', order } : { side: 'ask', order };

describe('what an order could have earned', () => {
  it('of a seller alone: the buyer’s own price', () => {
    const orders = [placed(ask('s', 100, 14)), placed(bid('b', 60, 22))];
    expect(orderGain(orders, 's', worth, rules())).toEqual({
      ...{ traded: { pv: 60n, chp: 0n }, paid: -60n * 1400n, gain: 60n * 200n },
    });
    const { best, gain } = bestPriced(orders, orders[0]!, worth, rules());
    expect(best).toMatchObject({ order: { price: 2200n } });
    expect(gain).toBe(60n * 1000n);
  });

  it('of a seller whom a cheaper one kept out: just below the other', () => {
    const orders = [placed(ask('s', 100, 14)), placed(ask('t', 100, 13)), placed(bid('b', 100, 22))];
    expect(orderGain(orders, 's', worth, rules()).gain).toBe(0n);
    const { best, gain } = bestPriced(orders, orders[0]!, worth, rules());
    expect(best).toMatchObject({ order: { price: 1299n } });
    expect(gain).toBe(100n * 99n);
  });

  it('of a buyer that bid too little: its worth, where no other price is better', () => {
    const orders = [placed(ask('s', 100, 14)), placed(bid('b', 50, 13)), placed(bid('c', 100, 22))];
    const { best, gain } = bestPriced(orders, orders[1]!, worth, rules());
    expect(best).toMatchObject({ order: { prices: worth.bids } });
    expect(gain).toBe(50n * 1100n);
  });

  it('is never below what it earned, nor below what its worth would have', () => {
    const rng = testRng('best prices');
    for (let n = 0; n < (isLong ? 300 : 30); n++) {
      const { asks, bids } = randomPeriod(rng, 6);
      const orders = [...asks.map(placed), ...bids.map(placed)];
      for (const own of orders)
        for (const pricing of [
          highestMatchedAsk,
          { kind: 'pay-as-bid' } as const,
          { kind: 'uniform', k: 5_000n } as const,
        ]) {
          const { gain } = bestPriced(orders, own, worth, rules(pricing));
          expect(gain).toBeGreaterThanOrEqual(orderGain(orders, own.order.id, worth, rules(pricing)).gain);
          const honest: SidedOrder =
            own.side === 'ask'
              ? { ...own, order: { ...own.order, price: worth.ask } }
              : { ...own, order: { ...own.order, prices: worth.bids } };
          const others = orders.map((one) => (one === own ? honest : one));
          expect(gain).toBeGreaterThanOrEqual(orderGain(others, own.order.id, worth, rules(pricing)).gain);
        }
    }
  });
});
