import { markdownTable } from '#results/export/markdown-table.js';
import type { SettingFigures } from './measure-setting.js';
import { processKinds, totalOf } from '../../processes/process-load.js';

/** Of the bound, that settings with more workers than the cores can feed are to reach. */
export const SHARE_AIM = 0.9;
export const SPEED_UP_AIM = 1.7;

/** What two workers give, and whether that is what the cores allow. */
export interface SpeedUp {
  readonly engine: SettingFigures['engine'];
  readonly database: SettingFigures['database'];
  /** one chain each, or one for both */
  readonly chains: number;
  /** matches a minute with two workers, to those with one */
  readonly times: number;
  /** of the bound that two workers reach */
  readonly share: number;
  readonly isMet: boolean;
}

/** Share of what the cores have room for. */
export function shareOf({ matchesPerMinute, bound }: SettingFigures): number {
  return matchesPerMinute / bound;
}

/** Of every engine and database for which one worker and two were measured. */
export function speedUps(figures: readonly SettingFigures[]): SpeedUp[] {
  return figures
    .filter(({ workers }) => workers === 2)
    .flatMap((two) => {
      const { engine, database, chains } = two;
      const one = figures.find((other) => {
        return other.workers === 1 && other.engine === engine && other.database === database;
      });
      if (!one) return [];
      const times = two.matchesPerMinute / one.matchesPerMinute;
      const share = shareOf(two);
      return [{ engine, database, chains, times, share, isMet: times >= SPEED_UP_AIM || share >= SHARE_AIM }];
    });
}

/** The table of docs/performance.md. */
export function matrixTable(figures: readonly SettingFigures[]): string {
  const milliseconds = (seconds: number): string => (1000 * seconds).toFixed(0);
  return markdownTable(
    ['database', 'engine', 'workers', 'chains', ...processKinds, 'all', 'a minute', 'bound', 'share'],
    figures.map((row) => [
      ...[row.database === 'sqlite' ? 'SQLite' : 'PostgreSQL', row.engine, `${row.workers}`, `${row.chains}`],
      // SQLite works in the server's process.
      ...processKinds.map((kind) =>
        kind === 'database' && row.database === 'sqlite' ? '' : milliseconds(row.load[kind]),
      ),
      milliseconds(totalOf(row.load)),
      ...[row.matchesPerMinute.toFixed(0), row.bound.toFixed(0), `${(100 * shareOf(row)).toFixed(0)} %`],
    ]),
  );
}

/** One line for each comparison of one worker with two. */
export function speedUpLines(found: readonly SpeedUp[]): string[] {
  return found.map(({ engine, database, chains, times, share, isMet }) => {
    const where = `${database}, ${engine}, ${chains === 1 ? '1 chain' : `${chains} chains`}`;
    // A share just below the aim must not read as the aim.
    const reached = `${times.toFixed(2)} times one worker, ${(100 * share).toFixed(2)} % of the bound`;
    return `2 workers (${where}): ${reached} (aim: ${SPEED_UP_AIM} times, or ${100 * SHARE_AIM} %): ${isMet ? 'met' : 'missed'}`;
  });
}
