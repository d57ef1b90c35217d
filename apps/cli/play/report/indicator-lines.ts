import { formatShort } from '../../terminal/numbers.js';
import { table } from '../../terminal/table.js';
import type { PlayedScenario } from '../play-scenario.js';

/** Key performance indicators of an energy community, two to a line. */
export function indicatorLines({ report }: PlayedScenario): string[] {
  const known = Object.entries(report.kpis).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  const cells = known.map(([name, value]) => [`  ${spelled(name)}`, formatShort(value!)]);
  const half = Math.ceil(cells.length / 2);
  return table(
    [
      { title: 'Indicators', align: 'left' },
      { title: '', align: 'right' },
      { title: '', align: 'left' },
      { title: '', align: 'right' },
    ],
    cells.slice(0, half).map((cell, line) => [...cell, ...(cells[half + line] ?? [])]),
  );
}

/** `peak import` of `peakImport` */
function spelled(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
