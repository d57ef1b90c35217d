import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { markdownTable } from '#results/export/markdown-table.js';
import { projectRoot } from '#project-root.js';
import type { SettingFigures } from './matrix/measure-setting.js';
import { matrixTable, SHARE_AIM, SPEED_UP_AIM, speedUps, type SpeedUp } from './matrix/matrix-table.js';

/** Processor seconds that a match may take. */
const AIMS = { matrix: 0.6, winter: 8 } as const;

/** A part of bench/results/league.json. */
interface PublishedPart {
  readonly engine: { readonly version: string; readonly commit: string };
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string };
  /** such as 2026-11-28 */
  readonly measured: string;
  readonly figures: readonly SettingFigures[];
}

export type PublishedLeague = Readonly<Record<keyof typeof AIMS, PublishedPart>>;

/** Puts the stored figures into docs/performance.md, the one place where they are shown. */
export async function publishLeague(results: string): Promise<void> {
  const page = resolve(projectRoot, 'docs/performance.md');
  const league = JSON.parse(await readFile(results, 'utf8')) as PublishedLeague;
  await writeFile(page, withFigures(await readFile(page, 'utf8'), league));
}

/** A page with the figures between its marks. Throws where a mark is missing. */
export function withFigures(page: string, league: PublishedLeague): string {
  return (['matrix', 'winter'] as const).reduce((text, part) => {
    const mark = `<!-- ${part}: written by \`npm run bench -- league\` -->\n`;
    const end = `<!-- end of ${part} -->`;
    const [from, to] = [text.indexOf(mark), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`the page has no ${mark}... ${end}`);
    return `${text.slice(0, from)}${mark}\n${figuresOf(part, league[part])}\n\n${text.slice(to)}`;
  }, page);
}

function figuresOf(part: keyof typeof AIMS, { engine, machine, measured, figures }: PublishedPart): string {
  const found = speedUps(figures);
  return [
    `Measured on ${dayOf(measured)} on ${buildOf(engine)}, ${machine.cores} cores (${machine.processor}), Node ${machine.node}.`,
    matrixTable(figures),
    costs(figures, AIMS[part]),
    ...(found.length > 0 ? [speedUpTable(found)] : []),
  ].join('\n\n');
}

function buildOf({ version, commit }: PublishedPart['engine']): string {
  const [digits, isDirty] = commit.split('-');
  return `commit ${digits!.slice(0, 8)}${isDirty ? ' with changes that are in no commit' : ''} (version ${version})`;
}

function dayOf(date: string): string {
  return new Date(date).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
}

/** What a match takes, by engine. */
function costs(figures: readonly SettingFigures[], aim: number): string {
  const rows = [...Map.groupBy(figures, ({ engine }) => engine)].map(([engine, its]) => {
    const seconds = its.map(({ processorSeconds }) => processorSeconds);
    const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
    return [engine, least.toFixed(2), most.toFixed(2), `${aim}`, most <= aim ? 'met' : 'missed'];
  });
  return markdownTable(['engine', 'processor s a match, least', 'most', 'aim', ''], rows);
}

/** Two decimals: a share just below the aim must not read as the aim. */
function speedUpTable(found: readonly SpeedUp[]): string {
  return markdownTable(
    [
      'two workers',
      'engine',
      'chains',
      'times one worker',
      'of the bound',
      `aim: ${SPEED_UP_AIM} or ${100 * SHARE_AIM} %`,
    ],
    found.map(({ database, engine, chains, times, share, isMet }) => [
      ...[database === 'sqlite' ? 'SQLite' : 'PostgreSQL', engine, `${chains}`],
      ...[times.toFixed(2), `${(100 * share).toFixed(2)} %`, isMet ? 'met' : 'missed'],
    ]),
  );
}
