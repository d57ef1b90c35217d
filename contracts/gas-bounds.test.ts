import type { SettlementRule } from '#market/instance.js';
import { clearingGas, fullClearingGas, ordersGas } from '#market/ledger/gas-bounds.js';
import type { LedgerClearing, LedgerOrder } from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { dealt } from '#market/test/short-form.js';
import { ChainLedger } from './client/chain-ledger.js';
import type { MatchTransaction } from './client/transaction-tally.js';
import { EmbeddedChain } from './service/embedded-chain.js';

/** No byte of it is zero, and less than the half of what a lane holds. */
const FULL = 0x0101_0101_0101_0101n;

const DEAR = 0x01_0101_0101_0101_0101_0101_0101n;

interface Shape {
  readonly settlement: SettlementRule;
  readonly seats: number;
  readonly m: number;
  readonly orders: number;
  /** what everybody holds before; 0n: nothing */
  readonly held: bigint;
  /** -1n: sold */
  readonly side: bigint;
  readonly fills: 'none' | 'one' | 'all';
  readonly kind: LedgerOrder['kind'];
}

const embedded = new EmbeddedChain();
afterAll(() => embedded.close());
let matches = 0;

/** Gas of the largest submission and of the clearing, and what they may need. */
async function measure({ settlement, seats, m, orders, held, side, fills, kind }: Shape): Promise<{
  readonly used: readonly [number, number];
  readonly bound: readonly [number, number];
  readonly most: number;
  /** of the settlement at the final prices as a part of its bound, where there is one */
  readonly atTheEnd?: number;
}> {
  const lease = await embedded.lease();
  const given: number[] = [];
  const chain = {
    ...lease,
    execute: (...sending: Parameters<typeof lease.execute>) => {
      given.push(...sending[1].map(({ gas }) => gas));
      return lease.execute(...sending);
    },
  };
  const sent: MatchTransaction[] = [];
  const onTransaction = (transaction: MatchTransaction): void => void sent.push(transaction);
  // Nobody objects, and nobody asks whether it is the best clearing.
  const lenient = { verification: 'agents', inspect: () => null, objectionBlocks: 0 } as const;
  const ledger = new ChainLedger(chain, { match: `bounds ${++matches}`, onTransaction, ...lenient });
  const all = (quantity: bigint): bigint[] => new Array<bigint>(m).fill(quantity);
  const part = FULL / BigInt(seats * 4);
  await ledger.open({
    settlement,
    seats: Array.from({ length: seats }, () => ({ allocation: all(held), cash: 10n ** 33n })),
    dealer: { inventory: all(side > 0n ? FULL : 0n), cash: 10n ** 33n },
    prices: all(0n),
  });
  const book = (seat: number): LedgerOrder[] =>
    Array.from({ length: orders }, (_, i) => ({
      bundle: all(side * (part + BigInt(seat * orders + i))),
      limit: side > 0n ? DEAR : -1n,
      kind,
    }));
  sent.length = 0;
  await ledger.submit(Array.from({ length: seats }, (_, seat) => ({ seat, orders: book(seat) })));
  const submission = Math.max(...sent.map(({ gas }) => gas));
  const state = ledger.state();
  const fill = { none: 0n, one: FULL_FILL, all: FULL_FILL / BigInt(orders) }[fills];
  const clearing: LedgerClearing = {
    offer: all(side > 0n ? FULL : 0n),
    prices: all(1n),
    fills: state.seats.map((seat) => seat.orders.map((_, i) => (fills === 'one' && i > 0 ? 0n : fill))),
    dealerOrders: [],
    dealerFills: [],
  };
  sent.length = 0;
  const bound = clearingGas(state, clearing);
  await ledger.clear(clearing);
  const used = [submission, Math.max(...sent.map(({ gas }) => gas))] as const;
  sent.length = 0;
  given.length = 0;
  if (settlement === 'final') await ledger.settle(all(FULL));
  const atTheEnd = sent.map(({ gas }, i) => ({ atTheEnd: gas / given[i]! }));
  await chain.release();
  const most = fullClearingGas(seats, seats * orders, m, { settlement });
  return { used, bound: [ordersGas(orders, m), bound], most, ...atTheEnd[0] };
}

const usual: Shape = {
  settlement: 'path',
  seats: 3,
  m: 8,
  orders: 5,
  held: 0n,
  side: 1n,
  fills: 'one',
  kind: 'limited',
};
const shapes: [string, Partial<Shape>][] = [
  ['a small market', {}],
  ['one seat, one resource, one order', { seats: 1, m: 1, orders: 1 }],
  ['holdings that change', { held: FULL / 8n }],
  ['holdings that are sold', { held: FULL / 8n, side: -1n }],
  ['every order filled', { fills: 'all', orders: 40 }],
  ['every unlimited order filled', { fills: 'all', orders: 40, kind: 'unlimited' }],
  ['a large book of which nothing is filled', { fills: 'none', orders: 128, m: 24 }],
  ['a large book of which all is filled', { fills: 'all', orders: 128, m: 24 }],
  ['a large book of sales', { fills: 'all', orders: 64, m: 24, side: -1n, held: FULL / 4n }],
  ['many resources', { m: 300, orders: 12, fills: 'all' }],
  ['many resources, no trade', { m: 301, orders: 12, fills: 'none' }],
  ['final prices', { settlement: 'final' }],
  ['final prices, many seats', { settlement: 'final', seats: 60, m: 2, orders: 2 }],
  [
    'final prices, many sellers of many resources',
    { settlement: 'final', seats: 30, m: 96, orders: 2, side: -1n, held: FULL / 8n },
  ],
  ['many seats', { seats: 60, m: 2, orders: 2 }],
  ['many seats and resources', { seats: 30, m: 96, orders: 2, fills: 'all' }],
  ['a clearing that no transaction has room for', { seats: 60, m: 96, orders: 4, fills: 'all' }],
  ['many seats that hold something', { seats: 60, m: 24, orders: 1, held: FULL / 300n }],
];

it.each(dealt(shapes, 3))('no transaction needs more than its bound, nor much less: %s', async (_, shape) => {
  const { used, bound, most, atTheEnd = 0.7 } = await measure({ ...usual, ...shape });
  expect(atTheEnd).toBeLessThan(0.97);
  expect(atTheEnd).toBeGreaterThan(0.4);
  const [submission, clearing] = used.map((gas, i) => gas / bound[i]!) as [number, number];
  expect(submission).toBeLessThan(0.97);
  expect(clearing).toBeLessThan(0.97);
  expect(Math.min(submission, clearing)).toBeGreaterThan(0.4);
  expect(bound[1]).toBeLessThanOrEqual(most);
});
