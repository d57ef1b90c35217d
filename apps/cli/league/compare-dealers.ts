import { leagueFrom } from '#leagues/definition/load-league.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { shippedPlugins } from '#matches/play/reference-plugins.js';
import { print, printJson } from '../terminal/output.js';
import { estimateText } from '../terminal/estimate-text.js';
import { table, type Column } from '../terminal/table.js';
import { boardLines } from './board-lines.js';
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

/** Main effects against the reference with 95 % intervals and adjusted p-values. */
function effectLines(
  { mainEffects, reference, responses }: DealerEffects,
  nameOf: (dealer: string) => string,
): string[] {
  const columns: Column[] = [
    { title: `against ${nameOf(reference)}`, align: 'left' },
    { title: 'response', align: 'left' },
    { title: 'effect', align: 'right' },
    { title: 'p', align: 'right' },
    { title: 'verdict', align: 'left' },
  ];
  const labels = new Map(responses.map(({ id, label }) => [id, label]));
  const rows = mainEffects
    .filter(({ effect }) => effect !== null)
    .map((effect) => [
      nameOf(effect.dealer),
      labels.get(effect.response) ?? effect.response,
      estimateText(effect.effect),
      effect.p === null ? '-' : effect.p.toFixed(3),
      effect.verdict,
    ]);
  return table(columns, rows);
}
