import { gridBill } from './bills.js';
import type { Community } from '../community.js';
import { communityFlows } from '../flows/community-flows.js';

/** A community as it is without the local market. */
export interface NoTradeState {
  readonly community: Community;
  /** every participant's best plan x alone with its grid connection, in seat order */
  readonly noTradePlans: readonly Float64Array[];
  /** the costs z_j of these plans */
  readonly costsBefore: ArrayLike<number>;
}

export interface MidMarketRate {
  /** cost of the community, comparable with the sum of z_j at the end of a match */
  readonly cost: number;
  /** EUR per household: what it pays for energy and local fees */
  readonly bills: readonly number[];
  /** EUR the dealer earns with its plant */
  readonly dealerIncome: number;
  readonly rates: readonly Rate[];
}

/** EUR per kWh in one period: what a buyer pays, fee included, and what a seller gets, both on average. */
export interface Rate {
  readonly buy: number;
  readonly sell: number;
}

/**
 * The mid-market rate (Long, Wu, Zhang, Thomas, Cheng and Jenkins 2017): nobody changes its
 * schedule; what is imported (D) and exported (G, the dealer's plant included) in the same period
 * is settled at mid as far as it matches, and the rest at the grid's prices, shared alike within
 * each side. Null on an island, which has no grid prices to take the middle of, and where households have contracts of
 * their own: then there are several middles.
 */
export function midMarketRate({ community, noTradePlans, costsBefore }: NoTradeState): MidMarketRate | null {
  const { market, plant } = community;
  const { tariff, localFee } = market;
  if (!tariff || community.households.some((household) => household.tariff)) return null;
  const { households } = communityFlows(community, noTradePlans);
  const rates = Array.from(plant, (output, t) =>
    rateOf({
      demand: households.reduce((sum, flows) => sum + flows.import[t]!, 0),
      supply: households.reduce((sum, flows) => sum + flows.export[t]!, output),
      retail: tariff.retail[t]!,
      feedIn: tariff.feedIn[t]!,
      fee: localFee[t]!,
    }),
  );
  const bills = households.map((flows) =>
    rates.reduce((sum, { buy, sell }, t) => sum + flows.import[t]! * buy - flows.export[t]! * sell, 0),
  );
  const dealerIncome = rates.reduce((sum, { sell }, t) => sum + plant[t]! * sell, 0);
  const cost = bills.reduce(
    (sum, bill, j) => sum + costsBefore[j]! - gridBill(households[j]!, tariff) + bill,
    -dealerIncome,
  );
  return { cost, bills, dealerIncome, rates };
}

/** The rate of one period; `demand` and `supply` in kWh. The fee is the buyer's. */
export function rateOf(period: {
  readonly demand: number;
  readonly supply: number;
  readonly retail: number;
  readonly feedIn: number;
  readonly fee: number;
}): Rate {
  const { demand, supply, retail, feedIn, fee } = period;
  const mid = (retail - fee + feedIn) / 2;
  // Where feed-in is above retail less the fee, nobody is better off by trading.
  const matched = feedIn > retail - fee ? 0 : Math.min(demand, supply);
  return {
    buy: demand > 0 ? (matched * (mid + fee) + (demand - matched) * retail) / demand : mid + fee,
    sell: supply > 0 ? (matched * mid + (supply - matched) * feedIn) / supply : mid,
  };
}
