import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { Results } from './report/results.js';
import { fields } from './tools/fields.js';
import { measureRestarts, type RestartCost } from './tools/restart-cost.js';

const FULL = { scenarios: ['demo-street'], pairs: 4 };
const QUICK = { scenarios: ['demo-street'], pairs: 1 };
/** Of a match's time. */
const AIM = 0.05;

/** `npm run bench -- tools [--quick]`: what it costs that the tools of strategies are functions of the round and the question alone. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const file = await results.open('tools', values.quick);
  const { scenarios, pairs } = values.quick ? QUICK : FULL;
  const solver = await createHighsSolver();
  const embedded = new EmbeddedChain();
  const costs: RestartCost[] = [];
  for (const name of scenarios)
    for (const chain of [null, embedded])
      for (const field of fields) {
        const cost = await measureRestarts(await loadScenario(name), field, pairs, { solver, chain });
        process.stderr.write(`${name}, ${cost.ledger}, ${field.name}: ${percent(cost.more.median)} more\n`);
        costs.push(cost);
      }
  await embedded.close();
  const path = await file.write({ costs });
  process.stdout.write(`${costTable(costs).join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

function costTable(costs: readonly RestartCost[]): string[] {
  const titles = [
    ...['scenario', 'ledger', 'strategies', 'match', 'tools', 'warm', 'solves', 'warm', 'iterations', 'warm'],
    ...['more', 'quartiles', 'aim: 5 %'],
  ];
  return textTable(
    titles.map((title, column) => ({ title, align: column < 3 ? 'left' : 'right' })),
    costs.map(({ scenario, ledger, field, functions, warm, more }) => [
      ...[scenario, ledger, field, formatFixed(functions.match, 2)],
      ...(['milliseconds', 'solves', 'iterations'] as const).flatMap((figure) =>
        [functions, warm].map(({ tools }) => formatFixed(tools[figure], figure === 'milliseconds' ? 2 : 1)),
      ),
      percent(more.median),
      `${percent(more.low)} to ${percent(more.high)}`,
      more.median <= AIM ? 'met' : 'missed',
    ]),
  );
}

function percent(share: number): string {
  return `${formatFixed(100 * share, 1)} %`;
}
