import type { KpiId } from '#market/energy/kpi-definitions.js';
import { percent, ratio } from '#market/energy/sums.js';
import type { MatchRecord, MatchReport } from '#market/match/report.js';
import { measure } from '#market/referee/measures.js';

/** A replay as the release that wrote `recorded` would have reported it. */
export function reportedThen(recorded: MatchReport, replayed: MatchRecord): MatchRecord {
  return measuredThen(recorded, figuresThen(recorded, replayed));
}

/**
 * KPIs of a community before those of its lost load came: all demand counted as served, and cycles of batteries at
 * their terminals.
 */
function figuresThen({ kpis: then }: MatchReport, replayed: MatchRecord): MatchRecord {
  const { kpis } = replayed.report;
  if ('servedDemand' in then || !('servedDemand' in kpis)) return replayed;
  const of = (id: KpiId): number => kpis[id]!;
  const base = of('billWithoutMarket');
  const saved = base - of('bill');
  const figures: Record<string, number | null> = {
    ...kpis,
    costSavings: saved,
    costSavingsPercent: base === 0 ? null : (100 * saved) / Math.abs(base),
    selfSufficiencyPercent: percent(of('consumption') - of('gridImport'), of('consumption')),
    batteryFullCycles: ratio(of('batteryDischarge'), of('batteryCapacity')),
  };
  const known = Object.keys(figures).filter((id) => !SINCE_LOST_LOAD.has(id));
  return {
    ...replayed,
    report: { ...replayed.report, kpis: Object.fromEntries(known.map((id) => [id, figures[id]!])) },
  };
}

const SINCE_LOST_LOAD: ReadonlySet<string> = new Set<KpiId>([
  ...(['lostLoad', 'lostLoadWithoutMarket', 'servedDemand', 'unservedDemand'] as const),
  ...(['batteryDischarge', 'batteryCapacity', 'congestedPeriods', 'congestionRent'] as const),
]);

/**
 * Before 0.3 gains were measured from no trade,
 * and grid only let the plant feed in more than its connection takes: there, a line to compare with in no figure.
 */
function measuredThen(recorded: MatchReport, replayed: MatchRecord): MatchRecord {
  if (recorded.baseline !== undefined) return replayed;
  const { report, rounds } = replayed;
  const { noTrade, optimum, cost, references, kpis } = report;
  const { shareOf, ...measures } = measure({ from: noTrade, optimum }, cost, rounds);
  const gain = noTrade - cost;
  const attainable = noTrade - optimum;
  const welfare = {
    welfareEfficiency: Math.abs(attainable) < 1e-12 ? null : gain / attainable,
    socialWelfareGain: gain,
  };
  return {
    rounds,
    report: {
      ...{ ...report, ...measures },
      perSeat: report.perSeat.map((seat) => ({ ...seat, surplusShare: shareOf(seat.saving) })),
      references: { ...references, gridOnly: recorded.references.gridOnly },
      kpis: 'welfareEfficiency' in kpis ? { ...kpis, ...welfare } : kpis,
    },
  };
}
