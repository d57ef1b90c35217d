import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { table } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-scenario.js';

/** Those a reader asks for first; all of them are in the JSON report. */
const SHOWN: readonly { readonly key: string; readonly name: string; readonly unit: string }[] = [
  { key: 'selfSufficiencyPercent', name: 'self-sufficiency', unit: '%' },
  { key: 'selfConsumptionPercent', name: 'self-consumption', unit: '%' },
  { key: 'locallyTradedEnergy', name: 'locally traded', unit: 'kWh' },
  { key: 'averagePrice', name: 'average price', unit: 'EUR/kWh' },
  { key: 'gridImport', name: 'import of the community', unit: 'kWh' },
  { key: 'gridExport', name: 'export of the community', unit: 'kWh' },
  { key: 'curtailed', name: 'curtailed', unit: 'kWh' },
  { key: 'peakImport', name: 'peak import', unit: 'kW' },
  { key: 'ramping', name: 'ramping', unit: 'kWh' },
  { key: 'batteryFullCycles', name: 'battery full cycles', unit: '' },
  { key: 'giniOfBenefit', name: 'Gini of benefit', unit: '' },
  { key: 'householdsWorseOffPercent', name: 'households worse off', unit: '%' },
];

/** Key performance indicators of an energy community, two to a line. */
export function indicatorLines({ report }: PlayedScenario): string[] {
  const cells = SHOWN.flatMap(({ key, name, unit }) => {
    const value = report.kpis[key] ?? null;
    return value === null ? [] : [[`  ${name}`, formatFixed(value, Math.min(3, decimalsFor([value]))), unit]];
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
