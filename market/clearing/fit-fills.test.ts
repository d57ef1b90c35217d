import type { LedgerOrder } from '../ledger/ledger.port.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import { fitFills, type OpenMarket } from './fit-fills.js';
import { matchingProblem } from './market-matching.js';

function order(quantity: number, limit: number): LedgerOrder {
  return { kind: 'limited', bundle: [BigInt(quantity)], limit: BigInt(limit) };
}

function fitted(market: OpenMarket, fills: readonly number[]): ReturnType<typeof fitFills> {
  const problem = matchingProblem(new Float64Array([0]), market.books, market.dealerOrders);
  return fitFills(problem, Float64Array.from(fills), market);
}

it('takes solver noise off even where the noise had balanced a resource', () => {
  // The seller's fill of 8e-10 x 10e9 units is no trade anybody means, but it covers 8 of the buyer's 100 units.
  const seller = order(-10e9, -5e18);
  const sellerInEarnest = order(-92, -1);
  const buyer = order(100, 1e9);
  const market: OpenMarket = { books: [[seller], [sellerInEarnest], [buyer]], offer: [0n], dealerOrders: [] };
  const { fills } = fitted(market, [8e-10, 1, 1]);
  expect(fills[0]).toEqual([0n]);
  const delivered = deliveriesOf(market.books, { fills, prices: [0n] }).map(({ delivered }) => delivered[0]!);
  const [sold, bought] = [delivered[0]!, delivered[1]!];
  expect(sold).toBe(-92n);
  // nothing beyond what was sold, and at most a few units less: fills are rounded down
  expect(bought).toBeLessThanOrEqual(92n);
  expect(bought).toBeGreaterThanOrEqual(88n);
});
