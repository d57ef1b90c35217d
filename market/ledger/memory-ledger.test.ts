import { limited, money, quantities, unlimited } from '../test/ledger-numbers.js';
import type { LedgerClearing, LedgerErrorCode, LedgerOrder } from './ledger.port.js';
import { MemoryLedger } from './memory-ledger.js';
import { FULL_FILL, pricesNearest } from './units.js';

/** A ledger on which seat 0 holds 4, seat 1 and seat 2 have money, and the dealer holds 2 and has 10. */
async function aLedger(): Promise<MemoryLedger> {
  const ledger = new MemoryLedger();
  await ledger.open({
    seats: [
      { allocation: quantities(4), cash: 0n },
      { allocation: quantities(0), cash: money(100) },
      { allocation: quantities(0), cash: money(100) },
    ],
    dealer: { inventory: quantities(2), cash: money(10) },
    prices: pricesNearest([5]),
  });
  return ledger;
}

/** Seat 0 sells 3 at 1 each, seat 1 buys 2 for up to 10, seat 2 would pay half for one. */
async function withBook(extra: readonly LedgerOrder[] = []): Promise<MemoryLedger> {
  const ledger = await aLedger();
  await ledger.submit([
    { seat: 0, orders: [limited([-3], -3), ...extra] },
    { seat: 1, orders: [limited([2], 10)] },
    { seat: 2, orders: [limited([1], 0.5)] },
  ]);
  return ledger;
}

/** The optimal clearing of that book: 2 of the 3 are sold, at 1 each. */
const clearing: LedgerClearing = {
  offer: [0n],
  prices: pricesNearest([1]),
  fills: [[(2n * FULL_FILL) / 3n], [FULL_FILL], [0n]],
  dealerOrders: [],
  dealerFills: [],
};

function refusal(code: LedgerErrorCode): Error {
  return expect.objectContaining({ name: 'LedgerError', code }) as Error;
}

describe('a clearing', () => {
  it('delivers, pays, and sets the prices', async () => {
    const ledger = await withBook();
    expect(await ledger.clear(clearing)).toEqual([
      { seat: 0, delivered: quantities(-2), payment: money(-2) },
      { seat: 1, delivered: quantities(2), payment: money(2) },
    ]);
    const { seats, inventory, dealerCash, prices } = ledger.state();
    expect(seats.map(({ allocation }) => allocation[0])).toEqual(quantities(2, 2, 0));
    expect(seats.map(({ cash }) => cash)).toEqual([money(2), money(98), money(100)]);
    expect([inventory, dealerCash, prices]).toEqual([quantities(2), money(10), pricesNearest([1])]);
  });

  it('clears the books of those who traded and of nobody else', async () => {
    const ledger = await withBook([limited([-1], -90)]);
    await ledger.clear({ ...clearing, fills: [[(2n * FULL_FILL) / 3n, 0n], [FULL_FILL], [0n]] });
    const { seats } = ledger.state();
    expect(seats.map(({ orders }) => orders.length)).toEqual([0, 0, 1]);
    expect(seats.map(({ locked }) => locked > 0n)).toEqual([false, false, true]);
  });

  it('without any fill changes only the prices', async () => {
    const ledger = await aLedger();
    await ledger.submit([{ seat: 1, orders: [limited([2], 10)] }]);
    const before = ledger.state();
    const idle = { ...clearing, prices: pricesNearest([6]), fills: [[], [0n], []] };
    expect(await ledger.clear(idle)).toEqual([]);
    expect(ledger.state()).toEqual({ ...before, prices: pricesNearest([6]) });
  });

  it('rounds what it delivers down, also what it takes: dust goes to the dealer, nothing is lost', async () => {
    const ledger = await aLedger();
    const third = FULL_FILL / 3n;
    const odd = (quantity: bigint): LedgerOrder => ({
      bundle: [quantity],
      limit: quantity * 10n ** 9n,
      kind: 'limited',
    });
    await ledger.submit([
      { seat: 0, orders: [odd(-1_000_000_000n)] },
      { seat: 1, orders: [odd(1_000_000_000n)] },
    ]);
    const deliveries = await ledger.clear({ ...clearing, fills: [[third], [third], []] });
    expect(deliveries.map(({ delivered }) => delivered)).toEqual([[-333_333_334n], [333_333_333n]]);
    const { inventory, dealerCash } = ledger.state();
    expect(inventory).toEqual([2_000_000_001n]);
    expect(dealerCash).toBe(money(10) - 10n ** 9n); // it has paid for its unit
  });

  it('may serve the dealer’s own orders', async () => {
    const ledger = await aLedger();
    await ledger.submit([{ seat: 1, orders: [limited([2], 10)] }]);
    const orders = [limited([-2], -8)];
    const sale = { ...clearing, prices: pricesNearest([4.5]), fills: [[], [FULL_FILL], []] };
    await ledger.clear({ ...sale, dealerOrders: orders, dealerFills: [FULL_FILL] });
    expect(ledger.state().inventory).toEqual([0n]);
    expect(ledger.state().dealerCash).toBe(money(19));
  });
});

describe('a tampered clearing is refused with a reason and changes nothing', () => {
  const full = [FULL_FILL];
  const none = [0n];
  const sells = (quantity: number, limit: number): LedgerOrder => limited([-quantity], limit);
  const dealer = (orders: LedgerOrder[], fills: bigint[]): Partial<LedgerClearing> => ({
    dealerOrders: orders,
    dealerFills: fills,
  });

  const cases: readonly (readonly [string, LedgerErrorCode, Partial<LedgerClearing>])[] = [
    ['more is delivered than sold', 'over-delivery', { fills: [none, full, none] }],
    [
      'one unit more is delivered than sold',
      'over-delivery',
      { fills: [[(2n * FULL_FILL) / 3n - 10n ** 9n], full, none] },
    ],
    ['a fill above 1', 'fill-out-of-range', { fills: [full, [FULL_FILL + 1n], none] }],
    ['a fill below 0', 'fill-out-of-range', { fills: [[-1n], full, none] }],
    ['a seat without fills', 'wrong-length', { fills: [full, full] }],
    ['an order without a fill', 'wrong-length', { fills: [full, [], none] }],
    ['too few prices', 'wrong-length', { prices: [] }],
    ['too long an offer', 'wrong-length', { offer: [0n, 0n] }],
    ['a negative price', 'negative-price', { prices: [-1n] }],
    ['a negative offer', 'offer-out-of-range', { offer: [-1n] }],
    ['an offer beyond the inventory', 'offer-out-of-range', { offer: quantities(2.1) }],
    ['a price that takes more than was locked', 'payment-above-lock', { prices: pricesNearest([5.1]) }],
    ['a price too low for the seller', 'payment-above-lock', { prices: pricesNearest([0.9]) }],
    ['a price too high for what is left unsold', 'not-optimal', { prices: pricesNearest([1.1]) }],
    ['a trade left out', 'not-optimal', { fills: [none, none, none] }],
    ['a trade left out, the tolerance padded by the dealer’s own order', 'not-optimal', { fills: [none, none, none], ...dealer([limited([0], -8e10)], none) }], // prettier-ignore
    ['the same with a filled one', 'not-optimal', { fills: [none, none, none], ...dealer([limited([0], 8e10)], full) }], // prettier-ignore
    ['a smaller trade than there could be', 'not-optimal', { fills: [[(2n * FULL_FILL) / 3n], [FULL_FILL - 10n ** 10n], none] }], // prettier-ignore
    ['the dealer’s order out of range', 'fill-out-of-range', dealer([limited([1], 1)], [FULL_FILL + 1n])],
    ['the dealer’s order without a fill', 'wrong-length', dealer([limited([1], 1)], [])],
    ['the dealer’s order over other resources', 'wrong-length', dealer([limited([1, 1], 1)], none)],
    ['the dealer buying with money it has not', 'dealer-overdrawn', { ...dealer([limited([1], 40)], full), prices: pricesNearest([40]), fills: [[FULL_FILL / 3n + 1n], none, none] }], // prettier-ignore
    ['the dealer selling what it has not', 'over-delivery', { ...dealer([sells(3, 0)], full), fills: [none, full, full] }], // prettier-ignore
  ];
  it.each(cases)('%s: %s', async (_, code, tampering) => {
    const ledger = await withBook();
    const before = ledger.state();
    await expect(ledger.clear({ ...clearing, ...tampering })).rejects.toThrow(refusal(code));
    expect(ledger.state()).toEqual(before);
    await ledger.clear(clearing); // the honest one still passes
  });

  it('two plans of one seat at once', async () => {
    const ledger = await withBook([sells(1, -0.5)]);
    const both = { ...clearing, fills: [[(2n * FULL_FILL) / 3n, FULL_FILL], full, none] };
    await expect(ledger.clear(both)).rejects.toThrow(refusal('convexity-broken'));
  });

  it('but two unlimited orders of one seat are no mixture', async () => {
    const ledger = await aLedger();
    await ledger.submit([
      { seat: 0, orders: [unlimited([-1], -1), unlimited([-1], -2)] },
      { seat: 1, orders: [limited([2], 10)] },
    ]);
    const both = { ...clearing, prices: pricesNearest([3]), fills: [[FULL_FILL, FULL_FILL], full, []] };
    expect(await ledger.clear(both)).toHaveLength(2);
  });
});

describe('money is locked', () => {
  // Rounding the price to 1e-9 may cost 1e-18 per unit of 1e-9: 1e-9 money per unit of the resource.
  const rounding = (quantity: number): bigint => quantities(quantity)[0]!;

  it('for the largest limited order and every unlimited one, and for rounding', async () => {
    const ledger = await aLedger();
    await ledger.submit([{ seat: 1, orders: [limited([2], 10), limited([3], 20), unlimited([1], 5)] }]);
    expect(ledger.state().seats[1]!.locked).toBe(money(25) + rounding(4));
    await ledger.submit([{ seat: 1, orders: [unlimited([1], 7), limited([1], 15)] }]);
    expect(ledger.state().seats[1]!.locked).toBe(money(32) + rounding(5));
    await ledger.cancel(1);
    expect(ledger.state().seats[1]).toMatchObject({ locked: 0n, orders: [], cash: money(100) });
  });

  it('and no more than there is: all of a submission or nothing', async () => {
    const ledger = await withBook();
    const before = ledger.state();
    const greedy = { seat: 1, orders: [limited([1], 1), limited([1], 100)] };
    const fine = { seat: 2, orders: [limited([1], 1)] };
    await expect(ledger.submit([fine, greedy])).rejects.toThrow(refusal('insufficient-cash'));
    expect(ledger.state()).toEqual(before);
  });

  it('also when a seat submits twice at once', async () => {
    const ledger = await aLedger();
    const half = { seat: 1, orders: [unlimited([1], 60)] };
    await expect(ledger.submit([half, half])).rejects.toThrow(refusal('insufficient-cash'));
    await ledger.submit([half, { seat: 1, orders: [unlimited([1], 30)] }]);
    expect(ledger.state().seats[1]!.orders).toHaveLength(2);
    expect(ledger.state().seats[1]!.locked).toBe(money(90) + rounding(2));
  });
});

describe('refused besides', () => {
  it('seats that are not there and bundles of another market', async () => {
    const ledger = await aLedger();
    await expect(ledger.submit([{ seat: 3, orders: [] }])).rejects.toThrow(refusal('unknown-seat'));
    await expect(ledger.cancel(-1)).rejects.toThrow(refusal('unknown-seat'));
    const wrong = { seat: 1, orders: [limited([1, 1], 1)] };
    await expect(ledger.submit([wrong])).rejects.toThrow(refusal('wrong-length'));
  });

  it('an opening whose vectors differ in length', async () => {
    const opening = {
      seats: [{ allocation: [], cash: 0n }],
      dealer: { inventory: [0n], cash: 0n },
      prices: [0n],
    };
    await expect(new MemoryLedger().open(opening)).rejects.toThrow(refusal('wrong-length'));
  });

  it('anything before it is open or after it is closed', async () => {
    const unopened = new MemoryLedger();
    const closed = await withBook();
    expect(await closed.close()).toEqual({
      network: 'memory',
      contract: null,
      transactions: 0,
      gas: 0,
      blocks: 0,
    });
    for (const ledger of [unopened, closed]) {
      await expect(ledger.submit([{ seat: 0, orders: [] }])).rejects.toThrow(refusal('closed'));
      await expect(ledger.cancel(0)).rejects.toThrow(refusal('closed'));
      await expect(ledger.clear(clearing)).rejects.toThrow(refusal('closed'));
      await expect(ledger.close()).rejects.toThrow(refusal('closed'));
    }
    const opening = { seats: [], dealer: { inventory: [], cash: 0n }, prices: [] };
    await expect(closed.open(opening)).rejects.toThrow(refusal('closed'));
  });
});

it('closing frees what was locked and keeps the final state readable', async () => {
  const ledger = await withBook();
  const { seats, ...rest } = ledger.state();
  await ledger.close();
  expect(ledger.state()).toEqual({
    ...rest,
    seats: seats.map((seat) => ({ ...seat, locked: 0n, orders: [] })),
  });
});

it('its state is a copy', async () => {
  const ledger = await withBook();
  const state = ledger.state() as unknown as { inventory: bigint[]; seats: { orders: LedgerOrder[] }[] };
  state.inventory[0] = 99n;
  state.seats[0]!.orders.length = 0;
  expect(ledger.state().inventory).toEqual(quantities(2));
  expect(ledger.state().seats[0]!.orders).toHaveLength(1);
});

describe('what the contract has no place for is refused in memory too', () => {
  const lane = 2n ** 63n;
  it.each<[string, LedgerOrder]>([
    ['a quantity', { bundle: [lane], limit: 0n, kind: 'limited' }],
    ['a quantity sold', { bundle: [-lane - 1n], limit: 0n, kind: 'limited' }],
    ['a limit', { bundle: [1n], limit: -(2n ** 127n) - 1n, kind: 'unlimited' }],
  ])('%s beyond its bits', async (_, order) => {
    const ledger = await aLedger();
    await expect(ledger.submit([{ seat: 1, orders: [order] }])).rejects.toEqual(
      refusal('quantity-out-of-range'),
    );
    expect(ledger.state().seats[1]!.orders).toEqual([]);
  });

  it('a price above 1e9 for a unit', async () => {
    const ledger = await aLedger();
    const idle = { ...clearing, fills: [[], [], []], offer: [0n] };
    await ledger.clear({ ...idle, prices: [10n ** 18n] });
    await expect(ledger.clear({ ...idle, prices: [10n ** 18n + 1n] })).rejects.toEqual(
      refusal('price-out-of-range'),
    );
  });

  it('a holding beyond its bits', async () => {
    const ledger = new MemoryLedger();
    await ledger.open({
      seats: [
        { allocation: [lane - 10n], cash: money(1) },
        { allocation: [20n], cash: money(1) },
      ],
      dealer: { inventory: [0n], cash: 0n },
      prices: [0n],
    });
    await ledger.submit([
      { seat: 0, orders: [{ bundle: [20n], limit: 100n, kind: 'limited' }] },
      { seat: 1, orders: [{ bundle: [-20n], limit: 0n, kind: 'limited' }] },
    ]);
    const full = { ...clearing, prices: [0n], fills: [[FULL_FILL], [FULL_FILL]] };
    await expect(ledger.clear(full)).rejects.toEqual(refusal('quantity-out-of-range'));
    await expect(ledger.clear({ ...full, fills: [[FULL_FILL / 4n], [FULL_FILL / 4n]] })).rejects.toEqual(refusal('not-optimal')); // prettier-ignore
  });
});
