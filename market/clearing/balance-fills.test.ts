import type { LedgerOrder } from '../ledger/ledger.port.js';
import { FULL_FILL } from '../ledger/units.js';
import { balanceFills } from './balance-fills.js';
import type { OpenMarket } from './fit-fills.js';
import { matchingProblem } from './market-matching.js';

function order(bundle: readonly bigint[], kind: LedgerOrder['kind'] = 'limited'): LedgerOrder {
  return { kind, bundle, limit: 0n };
}

/** Balanced from these fills, of which the solver's last digits are wrong. */
function balanced(
  market: OpenMarket,
  fills: readonly number[],
): NonNullable<ReturnType<typeof balanceFills>> {
  const offer = Float64Array.from(market.offer, (quantity) => Number(quantity) / 1e9);
  const problem = matchingProblem(offer, market.books, market.dealerOrders);
  const result = balanceFills(problem, Float64Array.from(fills), market);
  if (!result) throw new Error('more than rounding was to be given up');
  return result;
}

it('shares out what there is to the last fraction of a unit among bundles that are filled in part', () => {
  // 3/7 and 4/7 of these use up (11, 10) of the two resources; a speck that is filled whole stays whole.
  const dealerOrders = [order([10_000_000_007n, 3_000_000_000n]), order([11_750_000_000n, 15_250_000_000n])];
  const books = [[order([20_001n, 0n])]];
  const exact = (r: number): bigint =>
    (3n * dealerOrders[0]!.bundle[r]! + 4n * dealerOrders[1]!.bundle[r]!) / 7n;
  const offer = [exact(0) + 20_001n, exact(1)];
  const { fills, dealerFills } = balanced({ books, dealerOrders, offer }, [1, 3 / 7 + 1e-10, 4 / 7 - 1e-10]);
  expect(fills).toEqual([[FULL_FILL]]);
  for (const r of [0, 1]) {
    const taken = dealerOrders.reduce((sum, { bundle }, i) => sum + bundle[r]! * dealerFills[i]!, 0n);
    const left = (offer[r]! - (r === 0 ? 20_001n : 0n)) * FULL_FILL - taken;
    expect(left).toBeGreaterThanOrEqual(0n);
    // a millionth of a unit
    expect(left).toBeLessThan(FULL_FILL / 1_000_000n);
  }
});

it('keeps a seat within one whole of its limited orders', () => {
  const book = [order([7_000_000_003n]), order([3_000_000_001n])];
  const offer = [5_000_000_000n];
  const { fills } = balanced({ books: [book], dealerOrders: [], offer }, [0.4999999999, 0.5]);
  const [first, second] = fills[0]!;
  expect(first! + second!).toBeLessThanOrEqual(FULL_FILL);
  expect(7_000_000_003n * first! + 3_000_000_001n * second!).toBeLessThanOrEqual(5_000_000_000n * FULL_FILL);
  expect(first! + second!).toBeGreaterThan(FULL_FILL - 1_000_000n);
});
