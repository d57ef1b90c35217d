import { resolve } from 'node:path';
import { loadLeague, shippedLeague } from '#leagues/definition/load-league.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { loadedFacts } from '#sandbox/calls/inspect-plugin.js';
import { prepareSubmission } from '#sandbox/compile/submission.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { pluginFile, shippedPlugins } from '#matches/play/reference-plugins.js';
import { InputError } from '#matches/input-error.js';
import { systemClock } from '#matches/play/system-clock.js';
import { complain, print, printJson } from '../terminal/output.js';
import { chainNotices } from '#matches/ledger/ledger-choice.js';
import { tellTrouble } from '../terminal/tell-trouble.js';
import { boardLines } from './board-lines.js';
import { leagueProgress } from './league-progress.js';
import { playLeague, usualWorkers, type PlayedLeague } from '#matches/workers/play-league.js';
import { frozenScenarios } from '#matches/runs/league-packages.js';
import { writeRunFolder } from '#matches/runs/run-folder.js';

export interface LeagueOptions {
  readonly plugin?: readonly string[];
  readonly workers?: number;
  readonly run: number;
  readonly seed?: string;
  readonly blocks?: number;
  readonly chain: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/** `gridleague league`: plays a league here, without a server, and prints both boards. */
export async function league(file: string, options: LeagueOptions): Promise<void> {
  const definition = await leagueOf(file, options);
  const plugins = [...(await shippedPlugins()), ...(await ownPlugins(options.plugin ?? []))];
  const played = await playDefinition(definition, plugins, options);
  if (options.json) printJson(documentOf(played));
  else {
    print(`${definition.title}: run ${played.id}`, '', ...boardLines(played.agents));
    if (played.dealers.rows.length > 1) print('', ...boardLines(played.dealers));
  }
}

/** Plays with progress on stderr and writes the folder that was asked for. Throws `InputError`. */
export async function playDefinition(
  definition: LeagueDefinition,
  plugins: readonly PluginFile[],
  options: Pick<LeagueOptions, 'workers' | 'run' | 'seed' | 'chain' | 'output'>,
): Promise<PlayedLeague> {
  if (!options.chain) await tellNotices(definition);
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  try {
    const played = await playLeague({
      ...{ definition, plugins, run: options.run },
      ...(options.seed !== undefined && { revealed: options.seed }),
      workers: options.workers ?? usualWorkers(),
      ledger: options.chain ? 'embedded' : 'memory',
      onMatch: progress.match,
      onTrouble: tellTrouble,
    });
    progress.done();
    for (const { task, reason } of played.failed) complain(`match ${task.id} could not be played: ${reason}`);
    if (played.failed.length > 0) process.exitCode = 1;
    if (options.output !== undefined)
      await writeRunFolder(
        options.output,
        {
          ...{ id: played.id, definition: played.definition, plan: played.plan, anchor: null },
          packages: frozenScenarios(played.packages),
          plugins: plugins.filter(({ id }) => played.plan.submissions.some((one) => one.id === id)),
        },
        new Map([...played.packages.values()].map((one) => [one.sha256, one])),
        played.played,
      );
    return played;
  } finally {
    progress.done();
  }
}

/** Says what of its scenarios a ledger in memory does not know. */
async function tellNotices({ scenarios }: LeagueDefinition): Promise<void> {
  for (const name of scenarios)
    for (const notice of chainNotices('memory', (await loadScenario(name)).chain))
      complain(`${name}: ${notice}`);
}

export async function leagueOf(
  file: string,
  { blocks }: Pick<LeagueOptions, 'blocks'>,
): Promise<LeagueDefinition> {
  const definition = await loadLeague((await shippedLeague(file)) ?? file);
  return blocks === undefined ? definition : { ...definition, blocks };
}

/** Plugin files of the user, by the names they give themselves, in the sandbox. */
export async function ownPlugins(paths: readonly string[]): Promise<PluginFile[]> {
  const pool = new SandboxPool({ spares: 0 });
  const own = async (path: string): Promise<PluginFile> => {
    const plain = await pluginFile(resolve(path), 'agent', '', '', false).catch(() => {
      throw new InputError(`${path}: no such file`);
    });
    const { kind, name } = await loadedFacts(pool, await prepareSubmission(plain.source, path));
    if (kind === 'bidder') throw new InputError(`${path}: no league seats bidders yet`);
    return { ...plain, kind, name, id: `own-${kind}-${name}` };
  };
  try {
    return await Promise.all(paths.map(own));
  } finally {
    await pool.close();
  }
}

function documentOf({ id, plan, agents, dealers, effects, played }: PlayedLeague): object {
  // In the order of the plan, however the matches ended.
  const matches = [...played.keys()].sort();
  const resultHashes = Object.fromEntries(
    matches.map((match) => [match, played.get(match)!.report.resultHash]),
  );
  return { run: id, seed: plan.seed, submissions: plan.submissions, agents, dealers, effects, resultHashes };
}
