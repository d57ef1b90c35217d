import {
  affordable,
  withinCash,
  withoutOrders,
  type AgentView,
  type OpenOrder,
  type Order,
} from './index.js';

function aView(cash: number, openOrders: OpenOrder[] = []): AgentView {
  return {
    round: 1,
    prices: Float64Array.of(1),
    previousPrices: Float64Array.of(1),
    pricesSince: 0,
    allocation: Float64Array.of(0),
    cash,
    cost: 0,
    openOrders,
    call: true,
    lastVolume: Float64Array.of(0),
    lastTrades: 0,
  };
}

function lockOf(orders: readonly Order[]): number {
  return orders.reduce((sum, { limit, cap }) => sum + limit * (cap ?? 1), 0);
}

describe('orders an agent can pay', () => {
  it('are left as they are while the money lasts, and are the very same objects', () => {
    const orders = [
      { bundle: [1], limit: 10 },
      { bundle: [-1], limit: -5 },
    ];
    const result = affordable(orders, aView(11));
    expect(result[0]).toBe(orders[0]);
    expect(result[1]).toBe(orders[1]);
  });

  it('shrink with their bundles where it does not', () => {
    const [order] = affordable([{ bundle: [8], limit: 10 }], aView(5));
    expect(order!.limit).toBeLessThan(5);
    expect(order!.limit).toBeCloseTo(5, 6);
    expect(order!.bundle[0]).toBeCloseTo(4, 6);
  });

  it('share the money of limited orders, the open ones included', () => {
    const open: OpenOrder = { bundle: Float64Array.of(1), limit: 7, kind: 'limited' };
    // 3 free and 7 locked that a second limited order may use as well
    const result = affordable([{ bundle: [1], limit: 9 }, { bundle: [2], limit: 10 - 1e-6 }], aView(3, [open])); // prettier-ignore
    expect(result.map(({ limit }) => limit)).toEqual([9, 10 - 1e-6]);
  });

  it('never take for free what an open order has locked for rounding', () => {
    // Of 10 the open order locked 7 and, for rounding, 1e-9 per unit: 2e-7 for its 200 units.
    const open: OpenOrder = { bundle: Float64Array.of(200), limit: 7, kind: 'limited' };
    const [order] = affordable([{ bundle: [1e-3], limit: 20 }], aView(3 - 2e-7, [open]));
    expect(order!.limit).toBeLessThan(10);
    expect(order!.limit).toBeCloseTo(10, 6);
  });

  it('lock limit times cap when unlimited, each on its own', () => {
    const unlimited = { bundle: [1], limit: 2, kind: 'unlimited', cap: 3 } as const;
    const result = affordable([unlimited, unlimited, unlimited], aView(10));
    expect(result.map(({ cap }) => cap)).toEqual([3, expect.closeTo(2, 6)]);
    expect(lockOf(result)).toBeLessThanOrEqual(10);
  });

  it('are dropped when there is no money at all, unless they cost nothing', () => {
    expect(affordable([{ bundle: [1], limit: 1 }, { bundle: [-1], limit: -1 }], aView(0))).toHaveLength(1); // prettier-ignore
  });
});

describe('orders a dealer can pay', () => {
  it('shrink all by the same share', () => {
    const orders = [
      { bundle: [1], limit: 6 },
      { bundle: [2], limit: 4 },
      { bundle: [-1], limit: -3 },
    ];
    expect(withinCash(orders, 11)).toEqual(orders);
    const [first, second, sale] = withinCash(orders, 5);
    expect([first!.limit, second!.limit]).toEqual([expect.closeTo(3, 6), expect.closeTo(2, 6)]);
    expect(first!.bundle[0]).toBeCloseTo(0.5, 6);
    expect(lockOf([first!, second!])).toBeLessThanOrEqual(5);
    expect(sale).toBe(orders[2]);
    expect(withinCash(orders, 0)).toEqual([orders[2]]);
  });
});

describe('the view without orders that are to be cancelled', () => {
  const limited = (limit: number, key?: number): OpenOrder => ({
    ...{ bundle: Float64Array.of(1), limit, kind: 'limited' },
    ...(key !== undefined && { key }),
  });
  const several: OpenOrder = { bundle: Float64Array.of(1), limit: 1, kind: 'unlimited', cap: 2, key: 2 };
  // 3 is locked by the larger limited order alone, 2 by the other kind.
  const view = aView(1, [limited(3, 1), limited(2), several]);

  it('has the money of all of them free again', () => {
    expect(withoutOrders(view, 'all')).toEqual({ ...view, openOrders: [], cash: 6 });
  });

  it('keeps those of other keys and of none, with what they lock', () => {
    const { openOrders, cash } = withoutOrders(view, [1, 9]);
    expect(openOrders).toEqual([limited(2), several]);
    // Less the room for rounding that those which stay may lock.
    expect(cash).toBeCloseTo(2, 6);
    expect(cash).toBeLessThan(2);
    expect(withoutOrders(view, []).cash).toBe(1);
  });
});
