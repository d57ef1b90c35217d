import type { MatchConduct } from '#leagues/run/match-task.js';
import { closingRule } from '#leagues/scenario-files/conduct/closing-schema.js';
import { comparedMarket } from '#leagues/scenario-files/auction/compared-market.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';

/** A market with the mechanism and the rules that its league changes; `seed`: what it was drawn from. */
export function conducted(
  stated: DrawnMarket,
  { compared, roundCap, closing, settlement, errorBudget, limits }: MatchConduct,
  seed: string,
): DrawnMarket {
  const drawn = compared ? comparedMarket(stated, compared, seed) : stated;
  // An auction has a round for each period, and settles it; a clock is over when its prices stand still.
  const isAuction = drawn.auction !== undefined;
  const isBundles = drawn.mechanism === 'bundle-trading';
  const changes = {
    ...(roundCap !== undefined && !isAuction && { roundCap }),
    ...(closing !== undefined && isBundles && { closing: closingRule(closing) }),
    ...(settlement !== undefined && isBundles && { settlement }),
    ...(errorBudget !== undefined && { errorBudget }),
    ...(limits?.orders !== undefined && { maxOrders: limits.orders }),
  };
  return { ...drawn, rules: { ...drawn.rules, ...changes } };
}
