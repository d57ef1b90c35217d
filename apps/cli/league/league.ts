import { loadLeague, shippedLeague } from '#leagues/definition/load-league.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { seatKinds } from '#leagues/pairing/entrants.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { systemClock } from '#matches/play/system-clock.js';
import { complain, print, printJson } from '../terminal/output.js';
import { chainNotices } from '#matches/ledger/ledger-choice.js';
import { tellTrouble } from '../terminal/tell-trouble.js';
import { InputError } from '#matches/input-error.js';
import { bundled } from '#matches/bundles/run-head.js';
import { namedPlugins, ownPlugins } from './named-plugins.js';
import { isPython } from '#sandbox/outside/python-agent.js';
import { pythonPlugins, pythonWorker } from './python-plugins.js';
import { boardLines } from './board-lines.js';
import { leagueProgress } from './league-progress.js';
import { playLeague, usualWorkers, type PlayedLeague } from '#matches/workers/play-league.js';
import { frozenScenarios } from '#matches/runs/league-packages.js';
import { writeRunFolder } from '#matches/runs/run-folder.js';

export interface LeagueOptions {
  readonly plugin?: readonly string[];
  /** names or files that enter beside those of the league */
  readonly agent?: readonly string[];
  readonly dealer?: readonly string[];
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
  const shipped = await shippedPlugins();
  const stated = await leagueOf(file, options);
  const [python, others] = partitioned(options.agent ?? [], isPython);
  if (python.length > 0 && !seatKinds(stated).includes('agent'))
    throw new InputError(`${python[0]}: is an agent; in ${stated.id} play ${seatKinds(stated)[0]}s`);
  const [outside, inside, dealers] = await Promise.all([
    pythonPlugins(python),
    namedPlugins(others, seatKinds(stated)[0]!, shipped),
    namedPlugins(options.dealer ?? [], 'dealer', shipped),
  ]);
  const agents = [...inside, ...outside];
  const definition = entering(stated, agents, dealers);
  const own = [...agents, ...dealers].filter(({ baseline }) => !baseline);
  const plugins = [...shipped, ...own, ...(await ownPlugins(options.plugin ?? []))];
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
  const workers = options.workers ?? usualWorkers();
  const progress = leagueProgress(process.stderr, () => systemClock.now(), workers);
  try {
    const played = await playLeague({
      ...{ definition, plugins, run: options.run },
      ...(options.seed !== undefined && { revealed: options.seed }),
      workers,
      ledger: options.chain ? 'embedded' : 'memory',
      ...(plugins.some(({ outside }) => outside === 'python') && { own: pythonWorker() }),
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
          plugins: plugins
            .filter(({ id }) => played.plan.submissions.some((one) => one.id === id))
            .map(bundled),
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

function partitioned(names: readonly string[], is: (name: string) => boolean): [string[], string[]] {
  return [names.filter(is), names.filter((name) => !is(name))];
}

/** The league with more who play. */
function entering(
  definition: LeagueDefinition,
  agents: readonly PluginFile[],
  dealers: readonly PluginFile[],
): LeagueDefinition {
  const more = (list: 'all' | readonly string[], plugins: readonly PluginFile[]): 'all' | string[] =>
    list === 'all' ? list : [...new Set([...list, ...plugins.map(({ id }) => id)])];
  const { entrants, dealers: desks } = definition;
  const { remote = agents.some(({ outside }) => outside) ? ('ranked' as const) : undefined } = definition;
  return {
    ...{ ...definition, entrants: more(entrants, agents), dealers: more(desks, dealers) },
    // Here the ranks are for whoever plays it alone.
    ...(remote !== undefined && { remote }),
  };
}

export async function leagueOf(
  file: string,
  { blocks }: Pick<LeagueOptions, 'blocks'>,
): Promise<LeagueDefinition> {
  const definition = await loadLeague((await shippedLeague(file)) ?? file);
  return blocks === undefined ? definition : { ...definition, blocks };
}

function documentOf({ id, plan, agents, dealers, effects, played }: PlayedLeague): object {
  // In the order of the plan, however the matches ended.
  const matches = [...played.keys()].sort();
  const resultHashes = Object.fromEntries(
    matches.map((match) => [match, played.get(match)!.report.resultHash]),
  );
  return { run: id, seed: plan.seed, submissions: plan.submissions, agents, dealers, effects, resultHashes };
}
