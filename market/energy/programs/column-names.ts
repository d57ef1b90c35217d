import type { VariableFamily } from './agent-program.js';
import { type EnergyMarket, tradedEnergy } from '../prices/energy-market.js';
import type { Household } from './household.js';
import { feePeriods, type HouseholdColumns } from './household-problem.js';

/**
 * What each column of a household's program decides, by period t from 0: `import[t]`, `battery.charge[t]`, `car[t]`. A
 * second battery is `battery-2`; `peak[0]` belongs to the first charge on peaks. Where two windows of a load meet within a period, two columns have one name.
 */
export function columnLabels(
  { flexible }: Household,
  columns: HouseholdColumns,
  market: EnergyMarket,
  count: number,
): string[] {
  const names = new Array<string>(count).fill('');
  const name = (family: VariableFamily | undefined, label: string, period = (i: number) => i): void => {
    for (let i = 0; i < (family?.count ?? 0); i++) names[family!.first + i] = `${label}[${period(i)}]`;
  };
  const traded = tradedEnergy(market.resources);
  const charged = feePeriods(market);
  name(columns.local, 'local', (i) => traded[i]!);
  name(columns.bought, 'bought', (i) => charged[i]!);
  for (const family of ['import', 'export', 'curtailed', 'unserved'] as const) name(columns[family], family);
  name(columns.peak, 'peak');
  columns.batteries.forEach((battery, b) => {
    const label = b === 0 ? 'battery' : `battery-${b + 1}`;
    for (const family of ['charge', 'discharge', 'stored'] as const)
      name(battery[family], `${label}.${family}`);
  });
  flexible.forEach(({ id, demands }, f) =>
    demands.forEach(({ window }, d) => {
      const { used, given, stored, missing } = columns.flexible[f]![d]!;
      const period = (i: number): number => window.firstPeriod + i;
      name(used, given ? `${id}.charge` : id, period);
      name(given, `${id}.discharge`, period);
      name(stored, `${id}.stored`, period);
      name(missing, `${id}.missing`, () => period(window.hours.length - 1));
    }),
  );
  name(columns.generated, 'generated');
  name(columns.starts, 'starts');
  name(columns.heat?.used, 'heat-pump');
  name(columns.heat?.temperature, 'heat-pump.temperature');
  return names;
}
