import { stringify } from 'yaml';
import { scenarioFrom } from '../scenario-from.js';
import type { Scenario } from '../scenario.js';

/** Hours of June 2025: no two days of a load are alike. */
export const JUNE_HOURS = 30 * 24;

/** Energy of hour `h` of the month, kWh. */
export function loadAt(h: number): number {
  return Number((0.2 + (h % 24) / 100 + Math.floor(h / 24) / 1000).toFixed(3));
}

/** A month of a load, and of a plant per kW. */
export function measuredMonth(): string {
  const rows = Array.from({ length: JUNE_HOURS }, (_, h) => {
    const sun = Math.max(0, 0.7 - Math.abs((h % 24) - 12) / 8) * (0.5 + ((h * 7) % 10) / 20);
    return `${new Date(Date.UTC(2025, 5, 1, h)).toISOString()},${loadAt(h)},${sun.toFixed(4)}`;
  });
  return `time,load,sun\n${rows.join('\n')}\n`;
}

const series = { csv: 'june.csv', time: 'time' };

/** Two homes on days of that month. */
export function measuredDays(days: object, fields: object = {}): Record<string, unknown> {
  return {
    ...{ kind: 'community', id: 'june', start: '2025-06-01', step: 'PT1H', periods: 24 },
    households: [
      { id: 'flat', load: { series: { ...series, column: 'load', unit: 'kWh' } } },
      {
        id: 'roof',
        load: { series: { ...series, column: 'load', unit: 'kWh' }, scale: 0.5 },
        pv: { peakPower: 3, series: { ...series, column: 'sun', unit: 'pu' } },
      },
    ],
    grid: { retail: 0.3, feedIn: 0.08 },
    draw: { days },
    ...fields,
  };
}

export function measuredScenario(days: object, fields: object = {}): Promise<Scenario> {
  return scenarioFrom(measuredDays(days, fields), 'june.yaml', () => Promise.resolve(measuredMonth()));
}

/** As the files of an upload or of a folder. */
export function measuredFiles(days: object, fields: object = {}): Record<string, string> {
  return { 'june.yaml': stringify(measuredDays(days, fields)), 'june.csv': measuredMonth() };
}
