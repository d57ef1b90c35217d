import { sidesOf } from '#market/double-auction/order-book.js';
import { AuctionGoods } from '#market/double-auction/auction-instance.js';
import type { AuctionMarket } from '#market/double-auction/bid-periods.js';
import { clearPeriod } from '#market/double-auction/clear-period.js';
import { deliveriesOfPeriod, ordersIn, periodBook, pricesAfter } from '#market/double-auction/period-book.js';
import { ruleIn } from '#market/double-auction/pricing.js';
import type { Delivery } from '#market/ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '#market/ledger/units.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { jsonDifference } from '../differences/json-difference.js';

/**
 * What a period's recorded orders come to when they are cleared again; text: the field of the round that says otherwise. Which orders those are is
 * the plugins'. `ordering`: seats that may have had one.
 */
export function clearedAgain(
  { round, participants, announced, prices, trades, auction }: RoundRecord,
  { agents, grid, rule }: AuctionMarket,
  ordering: ReadonlySet<number>,
): readonly Delivery[] | string {
  if (!auction) return 'auction';
  const { asks, bids } = auction;
  const seats = [...asks, ...bids].map(({ seat }) => seat);
  if (seats.length !== participants || new Set(seats).size !== participants) return 'participants';
  if (!seats.every((seat) => ordering.has(seat))) return 'auction';
  const isOrder = [
    ...asks.map(({ seat, type, amount, price }) => amount > 0 && price >= 0 && type === agents[seat]!.type),
    ...bids.map(({ amount, pv, chp }) => amount > 0 && pv >= 0 && chp >= 0),
  ];
  if (isOrder.includes(false)) return 'auction';
  const period = round - 1;
  const orders = ordersIn(auction, (seat) => agents[seat]!.id);
  const seatOf = (id: string): number => agents.findIndex((agent) => agent.id === id);
  const sides = sidesOf(orders);
  const rules = { grid: grid[period]!, pricing: ruleIn(rule, period) };
  const result = clearPeriod(sides.asks, sides.bids, rules);
  if (jsonDifference(periodBook(orders, result, grid[period]!, seatOf), auction) !== null) return 'auction';
  const goods = new AuctionGoods(agents, grid.length);
  if (jsonDifference(pricesAfter(announced, result, period, goods), prices) !== null) return 'prices';
  const deliveries = deliveriesOfPeriod(result, period, goods, seatOf);
  const expected = deliveries.map(({ seat, delivered, payment }) => ({
    ...{ seat, delivered: Array.from(quantitiesToNumbers(delivered)), payment: moneyToNumber(payment) },
  }));
  return jsonDifference(expected, trades) === null ? deliveries : 'trades';
}
