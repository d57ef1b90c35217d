import type { LedgerOrder } from '../ledger/ledger.port.js';
import { deliveriesOf } from '../ledger/deliveries.js';
import { fitFills, type OpenMarket } from './fit-fills.js';
import { matchingProblem } from './market-matching.js';

function order(quantity: number, limit: number): LedgerOrder {
  return { kind: 'limited', bundle: [BigInt(quantity)], limit: BigInt(limit) };
}

function fitted(market: OpenMarket, fills: readonly number[]): NonNullable<ReturnType<typeof fitFills>> {
  const problem = matchingProblem(new Float64Array([0]), market.books, market.dealerOrders);
  const result = fitFills(problem, Float64Array.from(fills), market);
  if (!result) throw new Error('more than rounding was to be given up');
  return result;
}

it('takes solver noise off even where the noise had balanced a resource', () => {
  // 8e-10 of the first seller's 10e9 units is no trade anybody means, but it covers 8 of the buyer's 100e9.
  const market: OpenMarket = {
    books: [[order(-10e9, -5e18)], [order(-(100e9 - 8), -1)], [order(100e9, 1e9)]],
    offer: [0n],
    dealerOrders: [],
  };
  const { fills } = fitted(market, [8e-10, 1, 1]);
  expect(fills[0]).toEqual([0n]);
  const deliveries = deliveriesOf(market.books, { fills, prices: [0n] });
  const [sold, bought] = deliveries.map(({ delivered }) => Number(delivered[0]));
  expect(sold).toBe(-(100e9 - 8));
  // nothing beyond what was sold, and at most a few units less: fills are rounded down
  expect(100e9 - 8 - bought!).toBeGreaterThanOrEqual(0);
  expect(100e9 - 8 - bought!).toBeLessThan(5);
});
