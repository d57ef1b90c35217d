import type { KpiId } from '#market/energy/kpi-definitions.js';
import type { MatchReport } from '#market/match/report.js';
import { agentSeats } from './match-result.js';

/** KPIs that boards show. */
export const boardKpis = [
  ...(['selfSufficiencyPercent', 'selfConsumptionPercent', 'peakImport'] as const),
  ...(['locallyTradedEnergy', 'unservedEnergy'] as const),
] satisfies KpiId[];

/** KPIs of the energy community in which a match was played; null: it was none, or a denominator was zero. */
export type CommunityScore = Readonly<Record<(typeof boardKpis)[number] | 'billPerHousehold', number | null>>;

export function communityScore(report: Pick<MatchReport, 'kpis' | 'perSeat'>): CommunityScore {
  const of = (id: KpiId): number | null => report.kpis[id] ?? null;
  const bill = of('bill');
  return {
    ...(Object.fromEntries(boardKpis.map((id) => [id, of(id)])) as Omit<CommunityScore, 'billPerHousehold'>),
    billPerHousehold: bill === null ? null : bill / agentSeats(report).length,
  };
}
