import { carbonKpis, type KpiId } from '#market/energy/kpis/kpi-definitions.js';
import type { MatchReport } from '#market/match/report/report.js';
import { agentSeats } from './match-result.js';

/** KPIs that boards show. */
export const boardKpis = [
  ...(['selfSufficiencyPercent', 'selfConsumptionPercent', 'peakImport'] as const),
  ...(['locallyTradedEnergy', 'unservedEnergy'] as const),
] satisfies KpiId[];

/** What boards and tables show where a scenario says what grid energy emits, and nowhere else. */
export const carbonFigures = [
  ...carbonKpis,
  ...(['co2AveragePerHousehold', 'co2MarginalPerHousehold'] as const),
];

/** KPIs of the energy community in which a match was played; null: it was none, or a denominator was zero. */
export type CommunityScore = Readonly<
  Record<(typeof boardKpis)[number] | 'billPerHousehold', number | null> &
    Partial<Record<CarbonFigure, number>>
>;

export type CarbonFigure = (typeof carbonFigures)[number];

export function communityScore(report: Pick<MatchReport, 'kpis' | 'perSeat'>): CommunityScore {
  const of = (id: KpiId): number | null => report.kpis[id] ?? null;
  const bill = of('bill');
  return {
    ...(Object.fromEntries(boardKpis.map((id) => [id, of(id)])) as Record<
      (typeof boardKpis)[number],
      number | null
    >),
    billPerHousehold: bill === null ? null : bill / agentSeats(report).length,
    ...carbonScore(report),
  };
}

/** Those that the report has. */
function carbonScore(report: Pick<MatchReport, 'kpis' | 'perSeat'>): Partial<Record<CarbonFigure, number>> {
  const seats = agentSeats(report);
  const perHousehold = (figure: 'average' | 'marginal'): number | undefined => {
    const each = seats.flatMap(({ co2 }) => co2?.[figure] ?? []);
    return each.length === 0 ? undefined : each.reduce((sum, one) => sum + one, 0) / seats.length;
  };
  const figures: Record<CarbonFigure, number | null | undefined> = {
    co2Average: report.kpis.co2Average,
    co2Marginal: report.kpis.co2Marginal,
    co2AveragePerHousehold: perHousehold('average'),
    co2MarginalPerHousehold: perHousehold('marginal'),
  };
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value === 'number'));
}
