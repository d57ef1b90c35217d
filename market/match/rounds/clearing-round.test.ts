import { fc } from '#market/test/seeded-properties.js';
import { lockedBy, type LedgerOrder } from '../../ledger/ledger.port.js';
import { MemoryLedger } from '../../ledger/memory-ledger.js';
import { pricesNearest } from '../../ledger/units.js';
import { createHighsSolver } from '../../lp/highs-solver.js';
import type { LpSolver } from '../../lp/lp-solver.port.js';
import { limited, money, quantities, unlimited } from '../../test/ledger-numbers.js';
import { totalsOf } from '../../test/a-match.js';
import { clearRound, type ClearingResult } from './clearing-round.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

interface OpenBook {
  readonly inventory: number[];
  readonly books: LedgerOrder[][];
  readonly dealerOrders?: LedgerOrder[];
  readonly blockGasLimit?: number;
}

async function cleared({ inventory, books, dealerOrders = [], blockGasLimit }: OpenBook): Promise<{
  readonly ledger: MemoryLedger;
  readonly result: ClearingResult;
}> {
  const ledger = new MemoryLedger();
  await ledger.open({
    seats: books.map((orders) => ({
      allocation: quantities(...inventory.map(() => 50)),
      cash: lockedBy(orders),
    })),
    dealer: { inventory: quantities(...inventory), cash: money(1000) },
    prices: pricesNearest(inventory.map(() => 1)),
  });
  await ledger.submit(books.map((orders, seat) => ({ seat, orders })));
  const state = ledger.state();
  const supply = {
    offer: dealerOrders.length > 0 ? state.inventory.map(() => 0n) : state.inventory,
    orders: dealerOrders,
  };
  const toClear = { state, supply, costScale: 1, suspects: [...books.keys()], blockGasLimit };
  return { ledger, result: await clearRound(toClear, ledger, solver) };
}

it('settles what has a surplus', async () => {
  const { ledger, result } = await cleared({
    inventory: [0],
    books: [[limited([-3], -3)], [limited([2], 10)]],
  });
  expect(result).toMatchObject({ settled: true, surplus: expect.closeTo(8, 8) as number });
  expect([...result.prices]).toEqual([expect.closeTo(1, 8)]);
  expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([0, 0]);
});

it('never settles a trade without surplus: the orders stay, only prices move', async () => {
  // Sold from 5 each on, bought up to 5 each.
  const { ledger, result } = await cleared({
    inventory: [0],
    books: [[limited([-2], -10)], [limited([2], 10)]],
  });
  expect(result).toMatchObject({ settled: false, deliveries: [] });
  expect([...result.prices]).toEqual([expect.closeTo(5, 8)]);
  expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([1, 1]);
});

it('nor one whose surplus is rounding', async () => {
  const books = [[limited([-2], -10)], [limited([2], 10 + 5e-10)]];
  const { ledger, result } = await cleared({ inventory: [0], books });
  expect(result).toMatchObject({ settled: false, deliveries: [] });
  expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([1, 1]);
});

it('an empty book re-prices what the dealer cannot sell', async () => {
  const { result } = await cleared({ inventory: [3, 0], books: [[], []] });
  expect([...result.prices]).toEqual([0, 1]);
});

describe('any book of valid orders is settled by the ledger', () => {
  const entry = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -4, max: 4 }),
    fc.double({ min: -9, max: 9, noNaN: true }),
  );
  const order = fc
    .record({
      bundle: fc.tuple(entry, entry, entry),
      limit: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -20, max: 20, noNaN: true })),
      capped: fc.boolean(),
    })
    .map(({ bundle, limit, capped }) => (capped ? unlimited : limited)(bundle, limit));
  const seat = fc.array(order, { maxLength: 5 });
  const situation = fc.record({
    books: fc.array(seat, { minLength: 1, maxLength: 6 }),
    inventory: fc.tuple(fc.nat(6), fc.constantFrom(0, 1 / 3), fc.nat(2)),
    dealt: fc.array(fc.record({ r: fc.nat(2), quantity: fc.integer({ min: 1, max: 5 }), price: fc.nat(3) }), {
      maxLength: 2,
    }),
  });

  it('never delivers more than there is, nobody pays above its lock, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ books, inventory, dealt }) => {
        const dealerOrders = dealt.map(({ r, quantity, price }) => {
          const bundle = [0, 0, 0];
          bundle[r] = quantity;
          return limited(bundle, quantity * price);
        });
        const held = books.map((orders) => lockedBy(orders));
        // The ledger itself refuses over-delivery, payments above the lock and clearings that are not optimal.
        const { ledger, result } = await cleared({ inventory, books, dealerOrders });
        const state = ledger.state();
        const start = books.length * 50;
        expect(totalsOf(state)).toEqual({
          resources: quantities(...inventory.map((quantity) => quantity + start)),
          cash: held.reduce((sum, cash) => sum + cash, money(1000)),
        });
        for (const quantity of state.inventory) expect(quantity >= 0n).toBe(true);
        for (const { cash, locked } of state.seats) expect(cash >= locked).toBe(true);
        expect(result.surplus).toBeGreaterThanOrEqual(-1e-9);
        if (result.surplus > 1e-6) expect(result.settled || dealt.length > 0).toBe(true);
      }),
      { numRuns: 120 },
    );
  });
});

describe('in a block that is too small', () => {
  const seller = limited([-3, 0, 0, 0, 0, 0, 0, 0], -3);
  const buyer = limited([2, 0, 0, 0, 0, 0, 0, 0], 10);
  const never = (count: number): LedgerOrder[] =>
    Array.from({ length: count }, (_, i) => limited([1, 1, 1, 1, 1, 1, 1, 1 + i], -1_000));
  const inventory = [0, 0, 0, 0, 0, 0, 0, 0];
  // The fixed costs are 0.17 million, an order of two words and a header 5,340.
  const blockGasLimit = 400_000;

  it('the heaviest book is left out, and the others trade', async () => {
    const { ledger, result } = await cleared({
      ...{ inventory, blockGasLimit },
      books: [[seller], never(60), [buyer], never(20)],
    });
    expect(result).toMatchObject({ status: 'accepted', settled: true });
    expect(result.leftOut).toEqual([
      { owner: 1, reason: expect.stringMatching(/may need \d+ gas, a block has 400000/) as unknown },
    ]);
    expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([0, 0, 0, 20]);
  });

  it('the one with most orders, however little they name', async () => {
    const little = (count: number): LedgerOrder[] =>
      Array.from({ length: count }, (_, i) => limited([1 + i, 0, 0, 0, 0, 0, 0, 0], -1_000));
    const { result } = await cleared({
      ...{ inventory, blockGasLimit },
      books: [[seller], never(20), [buyer], little(60)],
    });
    expect(result.settled).toBe(true);
    expect(result.leftOut.map(({ owner }) => owner)).toEqual([3]);
  });

  it('as many as need be, the dealer’s own orders too', async () => {
    const { result } = await cleared({
      ...{ inventory, blockGasLimit },
      books: [[seller], never(60), [buyer], never(50)],
      dealerOrders: never(55),
    });
    expect(result.settled).toBe(true);
    expect(result.leftOut.map(({ owner }) => owner)).toEqual([1, 'dealer', 3]);
  });

  it('nobody is, where there is room', async () => {
    const { result } = await cleared({
      ...{ inventory, blockGasLimit: 1_000_000 },
      books: [[seller], never(60), [buyer], never(20)],
    });
    expect(result).toMatchObject({ settled: true, leftOut: [] });
  });
});
