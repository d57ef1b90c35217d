import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { BareNode } from './chain/bare-node.js';
import { measureEngines, type EngineFigures } from './chain/engines.js';
import { measureChain, type ChainBench, type ChainFigures } from './chain/measure.js';
import { benchInstance } from './market/instances.js';
import type { Results } from './report/results.js';

const FULL = { agents: [2, 10, 50, 100], resources: [2, 24, 96], roundCap: 12, agentRounds: 6000 };
const QUICK = { agents: [2, 10], resources: [2, 24], roundCap: 8, agentRounds: 40 };
/** Matches of the thesis example; it is over after three rounds. */
const EXAMPLES = 20;
const MOST_MATCHES = 15;
/** Matches of a scenario on each engine. */
const ENGINES: readonly (readonly [string, number])[] = [
  ['demo-street', 10],
  ['demo-community', 10],
  ['winter-community', 1],
];

/** `npm run bench -- chain [--quick]`: what a round costs on the embedded chain, and of what it is made. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const file = await results.open('chain', values.quick);
  const { agents, resources, roundCap, agentRounds } = values.quick ? QUICK : FULL;
  const bench: ChainBench = {
    solver: await createHighsSolver(),
    embedded: new EmbeddedChain(),
    bare: await BareNode.start(),
  };
  const figures: ChainFigures[] = [];
  const measure = async (market: string, drawn: readonly DrawnMarket[]): Promise<void> => {
    const figure = await measureChain(market, drawn, bench);
    figures.push(figure);
    process.stderr.write(`${market}: ${formatFixed(figure.chain, 1)} ms a round\n`);
  };
  try {
    const example = (await loadScenario('blems-example')).draw('1');
    await measureChain(
      'warm-up',
      [example, await benchInstance('random', 20, 24, 'warm-up', roundCap)],
      bench,
    );
    await measure('blems-example', new Array<DrawnMarket>(EXAMPLES).fill(example));
    for (const m of resources)
      for (const k of agents) {
        const matches = Math.min(MOST_MATCHES, Math.ceil(agentRounds / (k * roundCap)));
        const seeds = Array.from({ length: matches }, (_, seed) =>
          benchInstance('random', k, m, `${seed}`, roundCap),
        );
        await measure(`k ${k}, m ${m}`, await Promise.all(seeds));
      }
  } finally {
    await bench.embedded.close();
    await bench.bare.close();
  }
  const engines: EngineFigures[] = [];
  for (const [scenario, matches] of values.quick ? ENGINES.slice(0, 1) : ENGINES)
    engines.push(await measureEngines(scenario, matches, bench.solver));
  const path = await file.write({ figures, engines });
  process.stdout.write(`${[...chainTable(figures), '', ...engineTable(engines)].join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

function engineTable(engines: readonly EngineFigures[]): string[] {
  const told = (value: number | null): string => (value === null ? 'not installed' : formatFixed(value, 0));
  return textTable(
    [
      { title: 'processor ms a match of the chain', align: 'left' },
      ...['Hardhat', 'anvil', 'x'].map((title) => ({ title, align: 'right' as const })),
    ],
    engines.map(({ scenario, milliseconds: { hardhat, anvil } }) => [
      scenario,
      told(hardhat),
      told(anvil),
      hardhat && anvil ? formatFixed(hardhat / anvil, 1) : '',
    ]),
  );
}

function chainTable(figures: readonly ChainFigures[]): string[] {
  const titles = [
    'rounds',
    'tx',
    'LP',
    'encoding',
    'sending',
    'execution',
    'channel',
    'chain',
    'memory',
    'x bare',
    'clock',
  ];
  return textTable(
    [
      { title: 'processor ms per round', align: 'left' },
      ...titles.map((title) => ({ title, align: 'right' as const })),
    ],
    figures.map((figure) => [
      figure.market,
      `${figure.rounds}`,
      formatFixed(figure.transactionsPerRound, 1),
      ...[figure.lp, figure.encoding, figure.sending, figure.execution].map((value) => formatFixed(value, 2)),
      ...[figure.channel, figure.chain, figure.memory, figure.overBare].map((value) => formatFixed(value, 2)),
      formatFixed(figure.clock, 1),
    ]),
  );
}
