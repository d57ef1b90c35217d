import type { MarketRules } from '../../instance.js';
import type { LedgerState } from '../../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../../ledger/units.js';
import { restatable, type OrderLimits } from '../../order/order-limits.js';
import { viewOfSeat, type Placement } from './bidding.js';
import type { ClearingResult } from '../rounds/clearing-round.js';
import type { FilledOrders } from './filled-orders.js';
import type { MatchSetting } from '../match-setting.js';
import { restate } from './restate.js';
import type { Round } from '../rounds/round.js';
import type { Seat } from './seat.js';
import { unstatedWorth } from './unstated-worth.js';

/**
 * Books the trades with the seats. Returns the orders to be restated, where the rules say so; they take up at
 * most half of the open orders a seat may have, and none are where its purse would not pay for them.
 */
export function bookTrades(
  { deliveries, fills, prices }: Pick<ClearingResult, 'deliveries' | 'fills' | 'prices'>,
  seats: readonly Seat[],
  after: LedgerState,
  rules: MarketRules,
  limits: OrderLimits,
): Placement[] {
  const most = restatable(limits);
  return deliveries.flatMap(({ seat: index, delivered, payment }) => {
    const seat = seats[index]!;
    const account = after.seats[index]!;
    const costBefore = seat.cost;
    const orders = seat.book;
    const cleared = seat.traded(account, payment);
    if (rules.settlement === 'final') {
      const allocation = account.allocation.map((held, r) => held - delivered[r]!);
      const book = { orders, fills: fills[index]!, allocation, cost: costBefore };
      seat.unstated += unstatedWorth(seat, book, seat.cost);
    }
    if (rules.book !== 'rebase' || seat.participant.role === 'grid') return [];
    const { placed, parked } = restate(cleared, {
      account,
      costChange: seat.cost - costBefore,
      honour: seat.valuation,
      most,
      prices,
    });
    if (!seat.spending.affords(placed, limits)) return [];
    seat.parked = parked;
    return placed.length > 0 ? [{ seat: index, orders: placed }] : [];
  });
}

/** Tells the strategies of the trades of a round, as it stands after them; a failure there is one of the seat. */
export async function announceTrades(
  round: Round,
  {
    deliveries,
    prices,
    filled,
  }: Pick<ClearingResult, 'deliveries' | 'prices'> & { readonly filled: FilledOrders },
  seats: readonly Seat[],
  { traders, rules }: MatchSetting,
): Promise<void> {
  const told = deliveries.filter(
    ({ seat }) => seats[seat]!.participant.role === 'agent' && !seats[seat]!.benched,
  );
  const answers = await traders.settled(
    told.map(({ seat, delivered, payment }) => ({
      seat,
      trade: {
        round: round.number,
        delivered: quantitiesToNumbers(delivered),
        payment: moneyToNumber(payment),
        prices: prices.slice(),
        fills: filled.get(seat) ?? [],
      },
      view: viewOfSeat(seats[seat]!, round),
    })),
  );
  answers.forEach((answer, i) => {
    if (answer.outcome === 'ok') return;
    const failure = { round: round.number, kind: answer.outcome, reason: answer.reason };
    seats[told[i]!.seat]!.fail(failure, rules.errorBudget);
  });
}
