import type { Cell, CellTable } from '../standings/board-table.js';
import { mixOf } from '../metrics/dealer-scores.js';
import type { DealerEffects, Effect, Interaction } from '../standings/dealer-effects.js';

/** All effects of a dealer comparison, one row each. `nameOf`: what a plugin is called. */
export function effectTable(
  { mainEffects, interactions, perScenario }: DealerEffects,
  nameOf: (id: string) => string,
): CellTable {
  const row = ({ effect, ...of }: Effect, name: string, factor: Cell, level: Cell): Cell[] => [
    ...[name, of.response, nameOf(of.dealer), factor, level],
    ...[effect?.mean ?? null, effect?.low ?? null, effect?.high ?? null, effect?.blocks ?? null],
    ...[of.p, of.verdict, of.appendix?.unadjusted ?? null, of.appendix?.holm ?? null, of.dealer],
  ];
  const levelOf = ({ factor, level }: Interaction): string =>
    factor === 'mix' ? mixOf(level.split(' + ').map(nameOf)) : level;
  return {
    columns: [
      ...['effect', 'response', 'dealer', 'factor', 'level'],
      ...['estimate', 'low', 'high', 'blocks', 'p', 'verdict'],
      ...['appendix_p_unadjusted', 'appendix_p_holm', 'dealer_id'],
    ],
    rows: [
      ...mainEffects.map((effect) => row(effect, 'main', null, null)),
      ...interactions.map((effect) => row(effect, 'interaction', effect.factor, levelOf(effect))),
      ...perScenario.map((effect) => row(effect, 'in scenario', 'scenario', effect.scenario)),
    ],
  };
}
