import { carbonKpis, type KpiId } from '#market/energy/kpi-definitions.js';
import type { MatchReport } from '#market/match/report.js';
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
  Record<(typeof boardKpis)[number] | (typeof carbonFigures)[number] | 'billPerHousehold', number | null>
>;

export function communityScore(report: Pick<MatchReport, 'kpis' | 'perSeat'>): CommunityScore {
  const of = (id: KpiId): number | null => report.kpis[id] ?? null;
  const seats = agentSeats(report);
  const each = (total: number | null): number | null => (total === null ? null : total / seats.length);
  const ofSeats = (figure: 'average' | 'marginal'): number | null =>
    seats.reduce<number | null>((sum, { co2 }) => {
      const own = co2?.[figure];
      return sum === null || own === undefined ? null : sum + own;
    }, 0);
  const kpis = [...boardKpis, ...carbonKpis].map((id) => [id, of(id)]);
  return {
    ...(Object.fromEntries(kpis) as Pick<
      CommunityScore,
      (typeof boardKpis)[number] | (typeof carbonKpis)[number]
    >),
    billPerHousehold: each(of('bill')),
    co2AveragePerHousehold: each(ofSeats('average')),
    co2MarginalPerHousehold: each(ofSeats('marginal')),
  };
}
