import {
  defaultRules,
  freeGas,
  type GasRules,
  type GridOffer,
  type MarketInstance,
  type MarketRules,
  type Participant,
} from '../instance.js';
import { ordersGas, ordersWithin, SMALL_CALL_GAS, wordsFor } from '../ledger/gas-bounds.js';
import { LARGEST_LIMIT, LARGEST_PRICE, LARGEST_QUANTITY } from '../ledger/units.js';
import { activityReach } from './activity-reach.js';

/**
 * What orders may ask for in one market (docs/market-rules.md, "What an order may ask for"). An order beyond is
 * refused at its admission: that seat's, or the dealer's, failure.
 */
export interface OrderLimits {
  /** orders one seat may send in a round */
  readonly orders: number;
  /** orders of one seat that go into the book at once: what one block holds, also of those that it keeps and places anew */
  readonly placedOrders: number;
  /** orders one seat may have in the book, and what they may weigh together (spending.ts) */
  readonly openOrders: number;
  readonly openWeight: number;
  /** what all orders of one seat may cost the match, by weight (spending.ts) */
  readonly matchWeight: number;
  /** gas that a seat's orders may need in the match; Infinity where it is free */
  readonly gas: number;
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
  /**
   * What all books may weigh together: seconds a round, for the solver and the chain together. Every seat has an equal
   * share; at least so many orders that name every resource.
   */
  openWeight: 240_000,
  openFullOrders: 150,
  /**
   * What all orders of a match may cost: an equal share each. At least so many orders that name every resource, and
   * what the fullest book weighs in every round there may be: whom others' trades make order again and again has enough.
   */
  matchWeight: 80_000_000,
  matchFullOrders: 3_000,
  /** how far beyond what there is, could be made, used or paid in the market an order may reach */
  size: 1_000,
  /** tools propose unlimited orders up to ten times the agents' number times a holding (unlimited-cap.ts) */
  sizePerAgent: 10,
} as const;
/** Deposit, cancellation, payout; and where orders are sealed a bond, brought and given back. */
const OTHER_CALLS = 3;
const BOND_CALLS = 2;

/** What no market goes beyond: the limits of the ledgers themselves. */
export const widestLimits: OrderLimits = {
  orders: defaultRules.maxOrders,
  placedOrders: Infinity,
  openOrders: orderRoom.openOrders,
  openWeight: orderRoom.openWeight,
  matchWeight: Infinity,
  gas: Infinity,
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
  const m = resources.length;
  const gas = rules.gas ?? freeGas;
  const full = m + wordsFor(m);
  const share = (all: number, least: number): number =>
    Math.max(least * full, Math.floor(all / participants.length));
  const placedOrders = Math.max(1, ordersWithin(gas.blockGasLimit, m));
  const openWeight = share(orderRoom.openWeight, orderRoom.openFullOrders);
  return {
    orders: Math.min(rules.maxOrders, placedOrders),
    placedOrders,
    openOrders: Math.max(orderRoom.openOrders, orderRoom.openOrdersPerResource * m),
    openWeight,
    matchWeight: Math.max(
      share(orderRoom.matchWeight, orderRoom.matchFullOrders),
      rules.roundCap * openWeight,
    ),
    gas: Math.floor(gas.purse) - gasOfOtherCalls(gas),
    quantity: Math.min(LARGEST_QUANTITY, coarse(room * Math.max(1, size.quantity))),
    money: Math.min(LARGEST_LIMIT, coarse(room * Math.max(1, size.money))),
    price: LARGEST_PRICE,
  };
}

/** Gas that a seat needs for its part in a market and for one order. */
export function gasToPlay(m: number, gas: GasRules): number {
  return gasOfOtherCalls(gas) + gas.sealing + ordersGas(1, m);
}

function gasOfOtherCalls({ sealing }: GasRules): number {
  return (OTHER_CALLS + (sealing > 0 ? BOND_CALLS : 0)) * SMALL_CALL_GAS;
}

/** The most orders that can be in the book: of agents, of the grid, and the dealer's own. */
export function fullestBook(
  { participants, resources }: MarketInstance,
  { orders, openOrders, openWeight }: OrderLimits,
): number {
  const m = resources.length;
  const agent = Math.min(openOrders, Math.floor(openWeight / (1 + wordsFor(m))));
  const dealer = Math.max(m, Math.min(orders, Math.floor(openWeight / (1 + wordsFor(m)))));
  return participants.reduce((sum, { grid }) => sum + (grid ? ordersOfGrid(grid) : agent), dealer);
}

/** It buys and sells as much as it may and takes back what it traded (grid/grid-orders.ts). */
function ordersOfGrid({ capacity }: GridOffer): number {
  return 3 * capacity.filter((quantity) => quantity > 0).length;
}

/** How much of a seat's plans is restated after a trade: half of what may be open, and what one submission holds. */
export function restatable({ openOrders, openWeight, placedOrders }: OrderLimits): {
  readonly orders: number;
  readonly weight: number;
} {
  return { orders: Math.min(Math.floor(openOrders / 2), placedOrders), weight: openWeight / 2 };
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
