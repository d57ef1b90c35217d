import { gini } from '#market/energy/kpis/inequality.js';
import type { KpiId } from '#market/energy/kpis/kpi-definitions.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { percent, ratio, sum } from '#market/energy/kpis/sums.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { WholeMatch } from './whole-match.js';

/** What KPIs take from the totals of a match. */
type Totals = Pick<FullReport, 'perSeat' | 'cost' | 'optimum' | 'baseline'>;

/** The KPIs of a match over days: of what came true, over all of them. */
export function daysKpis(
  { truth }: RollingDays,
  { kpis, bills }: WholeMatch,
  { perSeat, baseline, cost, optimum }: Totals,
): Readonly<Record<string, number | null>> {
  const savings = perSeat.filter(({ role }) => role === 'agent').map(({ saving }) => saving);
  // a loss below a millionth of the largest stake is rounding
  const tolerance = 1e-6 * Math.max(1e-3, ...savings.map(Math.abs));
  const worseOff = savings.filter((saving) => saving < -tolerance).length;
  const standing = sum(truth.households.map(({ standingCharge }) => standingCharge ?? 0));
  const more: Partial<Record<KpiId, number | null>> = {
    welfareEfficiency: ratio(baseline - cost, baseline - optimum),
    socialWelfareGain: baseline - cost,
    bill: moneyToNumber(bills.reduce((all, { total }) => all + total, 0n)) - standing,
    standingCharges: standing,
    giniOfBenefit: gini(savings),
    householdsWorseOffPercent: percent(worseOff, savings.length),
  };
  return { ...kpis, ...more };
}
