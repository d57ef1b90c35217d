import type { Cell, Table } from '../standings/board-table.js';
import type { DealerEffects, Effect } from '../standings/dealer-effects.js';

/** All effects of a dealer comparison, one row each. */
export function effectTable({ mainEffects, interactions, perScenario }: DealerEffects): Table {
  return {
    columns: [
      ...['effect', 'response', 'dealer', 'factor', 'level'],
      ...['estimate', 'low', 'high', 'blocks', 'p', 'verdict'],
      ...['appendix_p_unadjusted', 'appendix_p_holm'],
    ],
    rows: [
      ...mainEffects.map((effect) => row('main', effect, null, null)),
      ...interactions.map((effect) => row('interaction', effect, effect.factor, effect.level)),
      ...perScenario.map((effect) => row('in scenario', effect, 'scenario', effect.scenario)),
    ],
  };
}

function row(name: string, { response, dealer, effect, ...test }: Effect, factor: Cell, level: Cell): Cell[] {
  return [
    ...[name, response, dealer, factor, level],
    ...[effect?.mean ?? null, effect?.low ?? null, effect?.high ?? null, effect?.blocks ?? null],
    ...[test.p, test.verdict, test.appendix?.unadjusted ?? null, test.appendix?.holm ?? null],
  ];
}
