import { join } from 'node:path';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import type { PlayedLeague } from '#matches/workers/play-league.js';
import { print, printJson } from '../terminal/output.js';
import { boardLines } from './board-lines.js';
import { effectLines } from './effect-lines.js';
import { playDefinition, type LeagueOptions } from './league.js';
import { namedPlugins, ownPlugins } from './named-plugins.js';
import { settlementLines } from './settlement-lines.js';

export interface CompareDealersOptions extends Omit<LeagueOptions, 'blocks'> {
  readonly scenario?: readonly string[];
  readonly agent?: readonly string[];
  readonly dealer?: readonly string[];
  readonly blocks: number;
  readonly rounds?: number;
  /** absent: as the scenarios say */
  readonly settlement?: 'path' | 'final' | 'both';
}

/** Whom all are compared with: it plays whoever is named. */
const REFERENCE = 'passive';

/** `gridleague compare-dealers`: policies on the same blocks, against `passive`; under both settlement rules if asked. */
export async function compareDealers(options: CompareDealersOptions): Promise<void> {
  const { scenario = ['random-small'], agent = ['truthful'], dealer, blocks, rounds, settlement } = options;
  const shipped = await shippedPlugins();
  const agents = await namedPlugins(agent, 'agent', shipped);
  const dealers = await namedPlugins([...new Set(dealer && [REFERENCE, ...dealer])], 'dealer', shipped);
  const definition = leagueFrom(
    {
      ...{ id: 'comparison', title: 'Dealer policies compared', format: 'dealer-comparison' },
      ...{ scenarios: scenario, blocks, entrants: idsOf(agents), dealers: dealer ? idsOf(dealers) : 'all' },
      ...(rounds !== undefined && { roundCap: rounds }),
      ...(settlement !== undefined && settlement !== 'both' && { settlement }),
    },
    'compare-dealers',
  );
  const own = [...agents, ...dealers].filter(({ baseline }) => !baseline);
  const plugins = [...shipped, ...own, ...(await ownPlugins(options.plugin ?? []))];
  if (settlement !== 'both') {
    const played = await playDefinition(definition, plugins, options);
    return options.json ? printJson(documentOf(played)) : print(...comparisonLines(played));
  }
  const under = async (rule: NonNullable<LeagueDefinition['settlement']>): Promise<PlayedLeague> => {
    const { output, ...others } = options;
    const folder = output === undefined ? {} : { output: join(output, rule) };
    return playDefinition({ ...definition, settlement: rule }, plugins, { ...others, ...folder });
  };
  const [path, final] = [await under('path'), await under('final')];
  if (options.json) return printJson({ path: documentOf(path), final: documentOf(final) });
  print('Settled along the path of trades', '', ...comparisonLines(path), '');
  print('Settled at the final prices', '', ...comparisonLines(final), '');
  print('Both side by side', '', ...settlementLines({ path, final }));
}

function idsOf(plugins: readonly PluginFile[]): string[] {
  return [...new Set(plugins.map(({ id }) => id))];
}

function documentOf({ id, dealers, effects, played, plan }: PlayedLeague): object {
  return { run: id, seed: plan.seed, matches: played.size, dealers, effects };
}

function comparisonLines({ dealers, effects }: PlayedLeague): string[] {
  const names = new Map(dealers.rows.map((row) => [row.id, row.name]));
  const lines = effects ? effectLines(effects, (dealer) => names.get(dealer) ?? dealer) : [];
  return [...boardLines(dealers), ...(lines.length > 0 ? ['', ...lines] : [])];
}
