import { loadEdition, type Edition } from '#leagues/definition/load-edition.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { InputError } from '#matches/input-error.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import {
  agentScores,
  agentStandings,
  dealerScores,
  dealerStandings,
  joinedScores,
  policyEffects,
  type EditionResults,
  type LeagueScores,
} from '#matches/editions/edition-results.js';
import { editionDifferences } from '#matches/editions/edition-differences.js';
import { frozenScenarios, packLeague } from '#matches/runs/league-packages.js';
import type { PlayedLeague } from '#matches/workers/play-league.js';
import { boardLines } from '../league/board-lines.js';
import { effectLines } from '../league/effect-lines.js';
import { playDefinition } from '../league/league.js';
import { ownPlugins } from '../league/named-plugins.js';
import { complain, print, printJson } from '../terminal/output.js';
import { pageDifferences, readPublished, writePublished } from '#matches/editions/published.js';

export interface BenchmarkOptions {
  readonly agent?: readonly string[];
  readonly dealer?: readonly string[];
  readonly check?: boolean;
  readonly publish?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

/** `gridleague benchmark`: the published table of an edition, with plugins of the user's in it. */
export async function benchmark(nameOrPath: string, options: BenchmarkOptions): Promise<void> {
  const edition = await loadEdition(nameOrPath);
  if (options.publish !== undefined) {
    const results = await playReferences(edition, options);
    print(...(await writePublished(options.publish, edition, results)));
    return;
  }
  const published = await readPublished(edition);
  if (options.check) return check(edition, published, options);
  show(edition, await withOwn(edition, published, options), options.json === true);
}

async function playReferences(edition: Edition, options: BenchmarkOptions): Promise<EditionResults> {
  const plugins = await shippedPlugins();
  const agents = await play(edition.agents, plugins, options);
  const dealers = await play(edition.dealers, plugins, options);
  const engine = [...agents.played.values()][0]?.report.engine ?? null;
  return { edition: edition.id, engine, agents: agentScores(agents), dealers: dealerScores(dealers) };
}

/** Throws `InputError` where a match could not be played: a table with holes is none. */
async function play(
  definition: LeagueDefinition,
  plugins: readonly PluginFile[],
  { workers }: BenchmarkOptions,
): Promise<PlayedLeague> {
  const played = await playDefinition(definition, plugins, {
    ...{ run: 1, chain: false },
    ...(workers !== undefined && { workers }),
  });
  if (played.failed.length > 0)
    throw new InputError(`${definition.id}: not every match could be played here`);
  return played;
}

/** The published results, and those of the user's plugins on the same blocks. */
async function withOwn(
  edition: Edition,
  published: EditionResults,
  options: BenchmarkOptions,
): Promise<EditionResults> {
  const agents = await ownOf('agent', options.agent);
  const dealers = await ownOf('dealer', options.dealer);
  const shipped = await shippedPlugins();
  let results = published;
  if (agents.length > 0) {
    const definition = { ...edition.agents, entrants: agents.map(({ name }) => name) };
    await requireSame(definition, published.agents);
    const others = shipped.filter(({ kind }) => kind === 'dealer');
    const own = agentScores(await play(definition, [...agents, ...others], options));
    results = { ...results, agents: joinedScores(published.agents, own) };
  }
  if (dealers.length > 0) {
    const definition = { ...edition.dealers, dealers: dealers.map(({ name }) => name) };
    await requireSame(definition, published.dealers);
    const others = shipped.filter(({ kind }) => kind === 'agent');
    const own = dealerScores(await play(definition, [...dealers, ...others], options));
    results = { ...results, dealers: joinedScores(published.dealers, own) };
  }
  return results;
}

async function ownOf(kind: PluginFile['kind'], paths: readonly string[] = []): Promise<PluginFile[]> {
  const plugins = await ownPlugins(paths);
  const wrong = plugins.find((plugin) => plugin.kind !== kind);
  if (wrong) throw new InputError(`--${kind} ${wrong.file}: it is a ${wrong.kind}`);
  return plugins;
}

/** Throws `InputError` where a scenario is not the one that the published plugins played. */
async function requireSame(
  definition: LeagueDefinition,
  { scenarios }: LeagueScores<unknown>,
): Promise<void> {
  for (const { name, sha256 } of frozenScenarios((await packLeague(definition)).packages)) {
    const then = scenarios.find((one) => one.name === name)?.sha256;
    if (then === sha256) continue;
    throw new InputError(
      `${name}: the scenario here is not the edition's (sha256 ${sha256}, published ${then ?? 'none'}); take that of the release`,
    );
  }
}

async function check(edition: Edition, published: EditionResults, options: BenchmarkOptions): Promise<void> {
  const now = await playReferences(edition, options);
  const differing = [
    ...editionDifferences(now, published),
    ...(await pageDifferences(edition, { ...now, engine: published.engine })),
  ];
  const count = Object.keys(now.agents.resultHashes).length + Object.keys(now.dealers.resultHashes).length;
  const { version, commit } = published.engine ?? { version: 'unknown', commit: 'unknown' };
  print(
    `not compared: engine, the build that is said to have played it (gridleague ${version}, commit ${commit})`,
  );
  if (differing.length === 0)
    print(`all ${count} matches of edition ${edition.id}, their scores, plugins and scenarios as published`);
  else {
    complain(
      ...differing,
      `${differing.length} of what is published of edition ${edition.id} is not what was played here`,
    );
    process.exitCode = 1;
  }
}

function show(edition: Edition, results: EditionResults, json: boolean): void {
  const agents = agentStandings(edition, results.agents);
  const dealers = dealerStandings(edition, results.dealers);
  const effects = policyEffects(results.dealers);
  if (json) {
    printJson({ edition: edition.id, engine: results.engine, agents, dealers, effects });
    return;
  }
  const names = new Map(dealers.rows.map(({ id, name }) => [id, name]));
  print(
    ...[edition.title, '', ...boardLines(agents), '', ...boardLines(dealers), ''],
    ...effectLines(effects, (dealer) => names.get(dealer) ?? dealer),
  );
}
