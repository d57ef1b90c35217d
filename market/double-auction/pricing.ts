import { crossingOf } from './crossing.js';
import { lotOf } from './lots.js';
import { matchUp, type Match } from './matches.js';
import { mcafee } from './mcafee.js';
import type { RankedOrder } from './merit-order.js';
import { mudaHalves, type Lottery } from './muda.js';

/** Parts that a `k` is counted in. */
export const WHOLE_K = 10_000n;

/**
 * What matches of one type cost.
 * - `uniform`: one price between the highest ask and the lowest bid that are served, `k / 10,000` of the way up, rounded
 *   down to 1/100 ct: 0 is the highest ask, 5,000 the midpoint.
 * - `pay-as-bid`: the buyer's own price, which its seller gets.
 * - `mcafee`, `muda`: see there. `lots`: the seed of the periods' lots.
 */
export type PricingRule = DeterministicRule | { readonly kind: 'muda'; readonly lots: string };

type DeterministicRule =
  | { readonly kind: 'uniform'; readonly k: bigint }
  | { readonly kind: 'pay-as-bid' }
  | { readonly kind: 'mcafee' };

/** The rule of one period, its lot drawn. */
export type PeriodRule = DeterministicRule | ({ readonly kind: 'muda' } & Lottery);

export const highestMatchedAsk = { kind: 'uniform', k: 0n } as const satisfies PricingRule;

/** `period`: from 0 */
export function ruleIn(rule: PricingRule, period: number): PeriodRule {
  return rule.kind === 'muda' ? { kind: 'muda', lot: lotOf(rule.lots, period) } : rule;
}

/** Matches of one type at their prices; both sides in merit order. */
export function matchesOf(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  rule: PeriodRule,
): Match[] {
  if (rule.kind === 'muda') return mudaHalves(asks, bids, rule).flatMap(({ matches }) => matches);
  const crossing = crossingOf(asks, bids);
  if (!crossing) return [];
  const { volume, highestAsk, lowestBid } = crossing;
  switch (rule.kind) {
    case 'uniform': {
      const price = highestAsk + ((lowestBid - highestAsk) * rule.k) / WHOLE_K;
      return matchUp(asks, bids, volume, () => ({ buyerPrice: price, sellerPrice: price }));
    }
    case 'pay-as-bid':
      return matchUp(asks, bids, volume, (bid) => ({ buyerPrice: bid, sellerPrice: bid }));
    case 'mcafee':
      return mcafee(asks, bids, crossing);
  }
}
