import { carbonKpis, kpiDefinitions, type KpiId } from '#market/energy/kpi-definitions.js';
import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { table } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-scenario.js';

/** Those a reader asks for first; all of them are in the JSON report. */
const SHOWN: readonly KpiId[] = [
  ...(['selfSufficiencyPercent', 'selfConsumptionPercent', 'locallyTradedEnergy', 'averagePrice'] as const),
  ...(['unservedDemand', 'servedDemand', 'lostLoad'] as const),
  ...(['gridImport', 'gridExport', 'curtailed', 'peakImport', 'ramping', 'batteryFullCycles'] as const),
  ...carbonKpis,
  ...(['giniOfBenefit', 'householdsWorseOffPercent'] as const),
];

/** Key performance indicators of an energy community, two to a line. */
export function indicatorLines({ report }: PlayedScenario): string[] {
  const mustServe = (report.kpis.unservedDemand ?? null) === null;
  const cells = SHOWN.flatMap((id) => {
    const value = mustServe && id === 'servedDemand' ? null : (report.kpis[id] ?? null);
    const { label, unit } = kpiDefinitions[id];
    return value === null
      ? []
      : [[`  ${label}`, formatFixed(value, Math.min(3, decimalsFor([value]))), unit === '1' ? '' : unit]];
  });
  if (cells.length === 0) return [];
  const half = Math.ceil(cells.length / 2);
  return table(
    [
      { title: 'Indicators', align: 'left' },
      { title: '', align: 'right' },
      { title: '', align: 'left' },
      { title: '', align: 'left' },
      { title: '', align: 'right' },
      { title: '', align: 'left' },
    ],
    cells.slice(0, half).map((cell, line) => [...cell, ...(cells[half + line] ?? [])]),
  );
}
