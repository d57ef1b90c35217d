import type { MatchConduct } from '#leagues/run/match-task.js';
import { closingRule } from '#leagues/scenario-files/conduct/closing-schema.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';

/** A market with the rules that its league changes. */
export function conducted(
  drawn: DrawnMarket,
  { roundCap, closing, settlement, errorBudget, limits }: MatchConduct,
): DrawnMarket {
  const changes = {
    ...(roundCap !== undefined && { roundCap }),
    ...(closing !== undefined && { closing: closingRule(closing) }),
    ...(settlement !== undefined && { settlement }),
    ...(errorBudget !== undefined && { errorBudget }),
    ...(limits?.orders !== undefined && { maxOrders: limits.orders }),
  };
  return { ...drawn, rules: { ...drawn.rules, ...changes } };
}
