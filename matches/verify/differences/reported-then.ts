import type { KpiId } from '#market/energy/kpis/kpi-definitions.js';
import { percent, ratio } from '#market/energy/kpis/sums.js';
import type { MarketInstance } from '#market/instance.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { measure } from '#market/referee/measures.js';

/** Something that came into reports, without which a replay can be told as well. */
export interface LaterField {
  /** where it is missed, as a path */
  readonly field: string;
  /** whether a report has it; null: it would have no place in this one */
  readonly isIn: (report: MatchReport) => boolean | null;
  /** versions whose builds may have written reports without it, and whether their runs may have frozen scenarios */
  readonly without: { readonly versions: RegExp; readonly frozen: boolean };
  /** a replay as it was reported before; `instance`: what was played */
  readonly toldBefore: (replayed: MatchRecord, instance: () => MarketInstance) => MatchRecord;
}

/** All of them, in the order in which they came. */
export const laterFields: readonly LaterField[] = [
  {
    // Before 0.3 gains were measured from no trade, and nobody kept an account of them.
    field: 'report.account',
    isIn: ({ baseline, account, gainShares }) =>
      [baseline, account, gainShares].some((field) => field !== undefined),
    without: { versions: /^0\.[12]\./, frozen: false },
    toldBefore: (replayed, instance) => measuredThen(replayed, instance()),
  },
  {
    field: 'report.kpis',
    isIn: (report) => ('consumption' in report.kpis ? !isBeforeLostLoad(report) : null),
    without: { versions: /^0\.[12]\./, frozen: true },
    toldBefore: figuresThen,
  },
];

/**
 * A replay as the build that wrote `recorded` would have reported it, which says by what its report lacks how old it
 * is (`written-forms.ts`: whether it may be). Nothing is taken from the record.
 */
export function reportedThen(
  recorded: MatchReport,
  replayed: MatchRecord,
  instance: () => MarketInstance,
): MatchRecord {
  return laterFields.reduceRight(
    (told, { isIn, toldBefore }) => (isIn(recorded) === false ? toldBefore(told, instance) : told),
    replayed,
  );
}

/** Of a community, whose KPIs counted all demand as served, and cycles of batteries at their terminals. */
export function isBeforeLostLoad({ kpis }: MatchReport): boolean {
  return 'consumption' in kpis && !('servedDemand' in kpis);
}

const SINCE_LOST_LOAD: ReadonlySet<string> = new Set<KpiId>([
  ...(['lostLoad', 'lostLoadWithoutMarket', 'servedDemand', 'unservedDemand'] as const),
  ...(['batteryDischarge', 'batteryCapacity', 'congestedPeriods', 'congestionRent'] as const),
]);

function figuresThen(replayed: MatchRecord): MatchRecord {
  const { kpis } = replayed.report;
  if (!('servedDemand' in kpis)) return replayed;
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

function measuredThen({ report, rounds }: MatchRecord, instance: MarketInstance): MatchRecord {
  const { baseline: _, account: __, gainShares: ___, ...then } = report;
  const { noTrade, optimum, cost, references, kpis } = then;
  const { shareOf, ...measures } = measure({ from: noTrade, optimum }, cost, rounds);
  const gain = noTrade - cost;
  const attainable = noTrade - optimum;
  const welfare = {
    welfareEfficiency: Math.abs(attainable) < 1e-12 ? null : gain / attainable,
    socialWelfareGain: gain,
  };
  const gridOnly = references.gridOnly === null ? null : gridOnlyThen(instance, noTrade);
  return {
    rounds,
    report: {
      ...{ ...then, ...measures },
      perSeat: report.perSeat.map((seat) => ({ ...seat, surplusShare: shareOf(seat.saving) })),
      references: { ...references, gridOnly },
      kpis: 'welfareEfficiency' in kpis ? { ...kpis, ...welfare } : kpis,
    },
  };
}

/** The plant fed in all that it made, whatever its connection takes, the coupling allows, or the price is. */
function gridOnlyThen({ participants, dealer }: MarketInstance, noTrade: number): number {
  const { bid } = participants.find(({ role }) => role === 'grid')!.grid!;
  return dealer.endowment.reduce((cost, held, r) => cost - held * bid[r]!, noTrade);
}
