import { leagueFrom } from '#leagues/definition/load-league.js';
import { shippedPlugins } from '#matches/play/reference-plugins.js';
import { print, printJson } from '../terminal/output.js';
import { boardLines } from './board-lines.js';
import { effectLines } from './effect-lines.js';
import { ownPlugins, playDefinition, type LeagueOptions } from './league.js';

export interface CompareOptions extends Omit<LeagueOptions, 'blocks'> {
  readonly scenario?: readonly string[];
  readonly agent?: readonly string[];
  readonly dealer?: readonly string[];
  readonly blocks: number;
  readonly rounds?: number;
}

/** `gridleague compare-dealers`: policies on the same blocks, against `passive`. */
export async function compareDealers(options: CompareOptions): Promise<void> {
  const { scenario = ['random-small'], agent = ['truthful'], dealer, blocks, rounds } = options;
  const definition = leagueFrom(
    {
      ...{ id: 'comparison', title: 'Dealer policies compared', format: 'dealer-comparison' },
      ...{ scenarios: scenario, blocks, entrants: [...new Set(agent)], dealers: dealer ?? 'all' },
      ...(rounds !== undefined && { roundCap: rounds }),
    },
    'compare-dealers',
  );
  const plugins = [...(await shippedPlugins()), ...(await ownPlugins(options.plugin ?? []))];
  const { id, dealers, effects, played, plan } = await playDefinition(definition, plugins, options);
  if (options.json) printJson({ run: id, seed: plan.seed, matches: played.size, dealers, effects });
  else {
    print(...boardLines(dealers));
    const names = new Map(dealers.rows.map((row) => [row.id, row.name]));
    if (effects) print('', ...effectLines(effects, (dealer) => names.get(dealer) ?? dealer));
  }
}
