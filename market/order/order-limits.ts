import { defaultRules, type MarketInstance, type MarketRules, type Participant } from '../instance.js';
import { LARGEST_LIMIT, LARGEST_PRICE, LARGEST_QUANTITY } from '../ledger/units.js';
import { activityReach } from './activity-reach.js';

/**
 * What orders may ask for in one market (docs/market-rules.md, "What an order may ask for"). An order beyond is
 * refused at its admission: that seat's, or the dealer's, failure.
 */
export interface OrderLimits {
  /** orders one seat may send in a round */
  readonly orders: number;
  /** orders one seat may have in the book */
  readonly openOrders: number;
  /** largest |quantity| of a bundle, at its cap if unlimited; units */
  readonly quantity: number;
  /** largest |limit|, at the cap if unlimited; money */
  readonly money: number;
  /** most money per unit of all that a bundle names */
  readonly price: number;
}

/** What the limits of a market are multiples of: of the larger of two each. */
export const orderRoom = {
  /** open orders that any market allows a seat, and how many per resource */
  openOrders: 256,
  openOrdersPerResource: 2,
  /** how far beyond what there is, could be made, used or paid in the market an order may reach */
  size: 1_000,
  /** tools propose unlimited orders up to ten times the agents' number times a holding (unlimited-cap.ts) */
  sizePerAgent: 10,
} as const;

/** What no market goes beyond: the limits of the ledgers themselves. */
export const widestLimits: OrderLimits = {
  orders: defaultRules.maxOrders,
  openOrders: orderRoom.openOrders,
  quantity: LARGEST_QUANTITY,
  money: LARGEST_LIMIT,
  price: LARGEST_PRICE,
};

/** The limits of a market: generous multiples of what there is in it, and what ledgers can hold at most. */
export function orderLimits(
  { participants, dealer, resources }: MarketInstance,
  rules: MarketRules,
): OrderLimits {
  const room = Math.max(orderRoom.size, orderRoom.sizePerAgent * participants.length);
  const size = marketSize(participants, dealer.endowment, dealer.cash);
  return {
    orders: rules.maxOrders,
    openOrders: Math.max(orderRoom.openOrders, orderRoom.openOrdersPerResource * resources.length),
    quantity: Math.min(LARGEST_QUANTITY, coarse(room * Math.max(1, size.quantity))),
    money: Math.min(LARGEST_LIMIT, coarse(room * Math.max(1, size.money))),
    price: LARGEST_PRICE,
  };
}

/** The next power of two: exact sums would tell every seat what the others hold and could pay. */
function coarse(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}

/**
 * All there is, could be made or used of the most plentiful resource (units), and all the money there is plus
 * all that activities could cost or earn.
 */
function marketSize(
  participants: readonly Participant[],
  endowment: Float64Array,
  cash: number,
): { readonly quantity: number; readonly money: number } {
  const quantities = endowment.map(Math.abs);
  let money = cash;
  for (const { problem, endowment, cash, grid } of participants) {
    money += cash;
    const reach = activityReach(problem);
    const { starts, rowOf, values } = problem.shared;
    for (let r = 0; r < quantities.length; r++)
      quantities[r]! += Math.abs(endowment[r]!) + (grid?.capacity[r] ?? 0);
    for (let j = 0; j < reach.length; j++) {
      if (reach[j] === 0) continue;
      money += problem.cost[j] === 0 ? 0 : Math.abs(problem.cost[j]!) * reach[j]!;
      for (let e = starts[j]!; e < starts[j + 1]!; e++)
        quantities[rowOf[e]!]! += Math.abs(values[e]!) * reach[j]!;
    }
  }
  return { quantity: quantities.reduce((most, quantity) => Math.max(most, quantity), 0), money };
}
