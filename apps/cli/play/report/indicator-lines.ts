import { carbonKpis, kpiDefinitions, type KpiId } from '#market/energy/kpis/kpi-definitions.js';
import type { MatchReport } from '#market/match/report/report.js';
import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { textTable } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';

/** Those a reader asks for first; all of them are in the JSON report. */
const SHOWN: readonly KpiId[] = [
  ...(['selfSufficiencyPercent', 'selfConsumptionPercent', 'locallyTradedEnergy', 'averagePrice'] as const),
  ...(['unservedDemand', 'servedDemand', 'lostLoad'] as const),
  ...(['gridImport', 'gridExport', 'curtailed', 'peakImport', 'ramping', 'batteryFullCycles'] as const),
  ...carbonKpis,
  ...(['giniOfBenefit', 'householdsWorseOffPercent'] as const),
];

/** Key performance indicators of an energy community, two to a line. */
export function indicatorLines({ report: { kpis } }: PlayedScenario): string[] {
  const mustServe = (kpis.unservedDemand ?? null) === null;
  return indicatorTable(mustServe ? { ...kpis, servedDemand: null } : kpis, SHOWN);
}

/** Those of `ids` that have a value, two to a line. */
export function indicatorTable(kpis: MatchReport['kpis'], ids: readonly KpiId[]): string[] {
  const cells = ids.flatMap((id) => {
    const value = kpis[id] ?? null;
    const { label, unit } = kpiDefinitions[id];
    return value === null
      ? []
      : [[`  ${label}`, formatFixed(value, Math.min(3, decimalsFor([value]))), unit === '1' ? '' : unit]];
  });
  if (cells.length === 0) return [];
  const half = Math.ceil(cells.length / 2);
  const sides = ['left', 'right', 'left'] as const;
  return textTable(
    [...sides, ...sides].map((align, i) => ({ title: i === 0 ? 'Indicators' : '', align })),
    cells.slice(0, half).map((cell, line) => [...cell, ...(cells[half + line] ?? [])]),
  );
}
