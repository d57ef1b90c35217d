import { lockedBy, type LedgerOrder, type LedgerState } from '../ledger/ledger.port.js';
import { MemoryLedger } from '../ledger/memory-ledger.js';
import { pricesNearest } from '../ledger/units.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import type { LinearProblem } from '../lp/linear-problem.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { clearRound, type ClearingResult } from '../match/rounds/clearing-round.js';
import { limited, money, quantities, unlimited } from '../test/ledger-numbers.js';
import { findClearing } from './find-clearing.js';
import { clearableMarket } from './leave-out.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** The real solver, which gives up on problems that `stumbles` says: four columns are four orders. */
function stumbling(stumbles: (problem: LinearProblem) => boolean): LpSolver {
  return {
    statistics: solver.statistics,
    createModel: (problem, options) => {
      const model = solver.createModel(problem, options);
      const solve = stumbles(problem) ? () => ({ status: 'failed', reason: 'state 15' }) as const : undefined;
      return solve
        ? Object.assign(Object.create(model) as typeof model, { solve, dispose: () => model.dispose() })
        : model;
    },
  };
}

async function cleared(
  books: LedgerOrder[][],
  { by = solver, dealerOrders = [] as LedgerOrder[], suspects = [...books.keys()], inventory = [2, 0] } = {},
): Promise<{ ledger: MemoryLedger; result: ClearingResult }> {
  const ledger = new MemoryLedger();
  await ledger.open({
    seats: books.map((orders) => ({ allocation: quantities(50, 50), cash: lockedBy(orders) + money(1) })),
    dealer: { inventory: quantities(...inventory), cash: money(1e6) },
    prices: pricesNearest([7, 7]),
  });
  await ledger.submit(books.map((orders, seat) => ({ seat, orders })));
  const state = ledger.state();
  const supply = { offer: state.inventory, orders: dealerOrders };
  return { ledger, result: await clearRound({ state, supply, costScale: 1, suspects }, ledger, by) };
}

const buyer = limited([1, 0], 5);
const seller = limited([0, -1], -2);
const taker = limited([0, 1], 6);

it('leaves nobody out of an ordinary market', async () => {
  const { result } = await cleared([[buyer], [seller], [taker]]);
  expect(result).toMatchObject({ settled: true, leftOut: [] });
});

it('leaves out whose price no ledger could express, and clears the rest', async () => {
  // 900 for a crumb of the second resource, and more of the first for nothing than it sells.
  const dear = { ...limited([-40, 1.1e-7], 900) };
  const { ledger, result } = await cleared([[buyer], [dear], [limited([1, -1e-7], 3)]]);
  expect(result.leftOut).toEqual([
    { owner: 1, reason: expect.stringMatching(/could not be cleared/) as string },
  ]);
  expect(result.settled).toBe(true);
  expect(ledger.state().seats[1]).toMatchObject({ orders: [], locked: 0n });
});

it('leaves out who bids beyond all prices for what nobody sells, though in numbers of the usual size', async () => {
  // 3.33e8 for 0.0746 of the second resource is 4.5e9 for one; more than 1e9 no ledger can express.
  const dear = limited([-0.79, 0.0746], 3.33e8);
  const { result } = await cleared([[buyer], [limited([-1, 0], -2)], [dear]]);
  expect(result.leftOut.map(({ owner }) => owner)).toEqual([2]);
  expect(result.settled).toBe(true);
});

it('leaves out whose own bids need prices beyond all, though most methods of the solver take that for rounding', async () => {
  // The last seat would sell to itself, with 1.1e-9 of the first resource that nobody sells: worth 3.8e15 a unit.
  const own = [
    limited([0, 0.004178635], 4178634.937888024),
    unlimited([4.76e-7, -1.821371], -8.0857647614e-8),
  ];
  const others = [
    limited([11.056809586, -1.636046541], 14.63412946414323),
    limited([52.92110908, -6.537824761], 27.09545444360221),
    limited([44.845833983, 62.122151496], 25.55249037118143),
  ];
  const { result } = await cleared([...others.map((order) => [order]), own], { inventory: [0, 0] });
  expect(result.leftOut.map(({ owner, blameless }) => [owner, blameless])).toEqual([[3, undefined]]);
  expect(result.deliveries).toEqual([]);
});

it('leaves the dealer’s bids out without blame where they follow prices beyond all bounds', async () => {
  const { result } = await cleared([[buyer], [limited([-1, 0], -2)]], {
    dealerOrders: [limited([-0.79, 0.0746], 3.33e8)],
  });
  expect(result).toMatchObject({ settled: true, leftOut: [] });
});

it('leaves the dealer’s ordinary bids out without blame where the ledger refuses the clearing', () => {
  // A dealer without money would have to pay the seller of the first resource.
  const books = [[limited([-1, 0], -1)], [seller], [taker]];
  const state: LedgerState = {
    seats: books.map((orders) => ({ allocation: quantities(50, 50), cash: money(10), escrow: 0n, locked: 0n, orders })), // prettier-ignore
    ...{ inventory: [0n, 0n], dealerCash: 0n, dealerEscrow: 0n, prices: pricesNearest([7, 7]) },
    settlement: 'path',
  };
  const supply = { offer: [0n, 0n], orders: [limited([2, 0], 4)] };
  expect(findClearing(state, supply, 1, solver)).toMatchObject({ status: 'refused' });
  const market = clearableMarket({ state, supply, costScale: 1, suspects: [0, 1, 2] }, solver);
  expect(market).toMatchObject({ found: { status: 'accepted' }, supply: { orders: [] }, leftOut: [] });
});

it('leaves ordinary orders of a seat out without blame before nobody trades', () => {
  // The first seat's account has no room for what it bids for: the ledger refuses its trade, and settles the others'.
  const books = [[buyer], [seller], [taker]];
  const full = 2n ** 63n - 1n;
  const state: LedgerState = {
    seats: books.map((orders, j) => ({
      ...{ allocation: j === 0 ? [full, full] : quantities(50, 50), orders },
      ...{ cash: money(10), escrow: 0n, locked: 0n },
    })),
    ...{ inventory: quantities(2, 0), dealerCash: 0n, dealerEscrow: 0n, prices: pricesNearest([3, 7]) },
    settlement: 'path',
  };
  const supply = { offer: state.inventory, orders: [] };
  expect(findClearing(state, supply, 1, solver)).toMatchObject({ status: 'refused' });
  const market = clearableMarket({ state, supply, costScale: 1, suspects: [0, 1, 2] }, solver);
  expect(market).toMatchObject({ found: { status: 'accepted' }, leftOut: [{ owner: 0, blameless: true }] });
});

it('blames the orders whose numbers lie furthest apart, alone where that is enough', async () => {
  const odd = unlimited([13e3, 1e-5], 1e-3);
  const by = stumbling(({ matrix }) => matrix.columns === 4);
  const { ledger, result } = await cleared([[buyer], [seller], [taker, odd]], { by });
  expect(result.leftOut.map(({ owner }) => owner)).toEqual([2]);
  expect(result.settled).toBe(true);
  expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([0, 1, 0]);
});

it('leaves out the dealer’s orders, never its offer', async () => {
  const by = stumbling(({ matrix }) => matrix.columns === 4);
  const { result } = await cleared([[buyer], [seller], [taker]], {
    by,
    dealerOrders: [unlimited([13e3, 1e-5], 1e-3)],
  });
  expect(result.leftOut.map(({ owner }) => owner)).toEqual(['dealer']);
  expect(result.settled).toBe(true);
});

it('lets nobody pay for a solver that fails at everything: a round without trade, at the prices as they were', async () => {
  const { ledger, result } = await cleared([[buyer], [seller], [taker]], {
    by: stumbling(() => true),
    suspects: [0, 1],
  });
  expect(result).toMatchObject({ settled: false, leftOut: [], deliveries: [] });
  expect([...result.prices]).toEqual([7, 7]);
  expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([1, 1, 1]);
});

it('says the same in every repetition', async () => {
  const dear = limited([-40, 1.1e-7], 900);
  const once = await cleared([[buyer], [dear], [limited([1, -1e-7], 3)]]);
  const again = await cleared([[buyer], [dear], [limited([1, -1e-7], 3)]]);
  expect(again.result).toEqual(once.result);
  expect(again.ledger.state()).toEqual(once.ledger.state());
});
