import type { DatabaseAddress } from '#database/address.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { loadLeague, shippedLeague } from '#leagues/definition/load-league.js';
import { OwnPostgres } from '../postgres/own-postgres.js';
import { measureSetting, type MeasuredLeague, type SettingFigures } from './matrix/measure-setting.js';
import { matrixTable, speedUpLines, speedUps, type SpeedUp } from './matrix/matrix-table.js';
import { processKinds } from '../processes/process-load.js';
import { matrixSettings, type WantedSettings } from './matrix/settings.js';
import type { Setting } from './matrix/deployment.js';

export interface MatrixOrder extends WantedSettings {
  readonly quick: boolean;
  /** a PostgreSQL whose user may make databases; default: one is started where its binaries are found */
  readonly postgres?: DatabaseAddress;
}

export interface Matrix {
  readonly figures: readonly SettingFigures[];
  readonly speedUps: readonly SpeedUp[];
}

/** What a match of the demo league costs, by workers, chains, engine and database, and how many are played of those that the cores have room for. */
export async function measureMatrix({ quick, postgres: given, ...wanted }: MatrixOrder): Promise<Matrix> {
  const league = await street(quick);
  const figures: SettingFigures[] = [];
  await onPostgres(matrixSettings(wanted), given, async (setting, postgres) => {
    figures.push(told(await measureSetting(setting, league, postgres)));
  });
  const found = speedUps(figures);
  process.stdout.write(`\n${[matrixTable(figures), ...speedUpLines(found)].join('\n')}\n`);
  return { figures, speedUps: found };
}

/** What a match of fifty homes by the quarter of an hour costs, by engine. */
export async function measureWinter({ quick, engine }: MatrixOrder): Promise<{ figures: SettingFigures[] }> {
  const winter = { id: 'winter', title: 'Winter', format: 'self-play', scenarios: ['winter-community'] };
  const league = { ...winter, blocks: quick ? 4 : 8, entrants: ['truthful'] };
  const figures: SettingFigures[] = [];
  const wanted = { workers: ['1'], chains: ['1'], engine, database: ['sqlite'] };
  for (const setting of matrixSettings(wanted))
    figures.push(told(await measureSetting(setting, { league, before: 1, counted: quick ? 1 : 4 }, null)));
  process.stdout.write(`\n${matrixTable(figures)}\n`);
  return { figures };
}

/**
 * The shipped demo league, without the matches that leave somebody out, so that a block has six. All settings play the same
 * matches before they are counted, and count the same ones.
 */
async function street(quick: boolean): Promise<MeasuredLeague> {
  const demo: LeagueDefinition = await loadLeague((await shippedLeague('demo'))!);
  const league = { ...demo, id: 'street', title: 'Street', marginalContribution: false, blocks: 40 };
  return quick ? { league, before: 6, counted: 6 } : { league, before: 60, counted: 96 };
}

/** Plays settings one after the other, those on PostgreSQL on a server that ends with them, or on the one that is there. One that fails is told. */
async function onPostgres(
  all: readonly Setting[],
  given: DatabaseAddress | undefined,
  playOne: (setting: Setting, postgres: DatabaseAddress | null) => Promise<void>,
): Promise<void> {
  const play = (setting: Setting, postgres: DatabaseAddress | null): Promise<void> =>
    playOne(setting, postgres).catch((error: unknown) => {
      process.exitCode = 1;
      process.stderr.write(`${JSON.stringify(setting)} FAILED: ${String(error)}\n`);
    });
  for (const setting of all.filter(({ database }) => database === 'sqlite')) await play(setting, null);
  const rest = all.filter(({ database }) => database === 'postgres');
  if (rest.length === 0) return;
  const own = given === undefined ? await OwnPostgres.start() : null;
  const address = given ?? own?.url;
  if (address === undefined) {
    process.stderr.write('PostgreSQL is not installed here: its settings are SKIPPED\n');
    return;
  }
  try {
    for (const setting of rest) await play(setting, address);
  } finally {
    own?.stop();
  }
}

function told(figures: SettingFigures): SettingFigures {
  const { workers, chains, engine, database, load, matchesPerMinute, bound } = figures;
  const each = processKinds.map((kind) => `${kind} ${load[kind].toFixed(3)}`).join(', ');
  process.stdout.write(
    `${database}, ${engine}, ${workers} workers, ${chains} chains: ${figures.processorSeconds.toFixed(3)} processor s a match (${each}); ` +
      `${figures.matches} matches, ${matchesPerMinute.toFixed(1)} a minute of ${bound.toFixed(1)}\n`,
  );
  return figures;
}
