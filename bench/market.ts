import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { measureMemory, type MemorySample } from './market/memory.js';
import { growthExponent, measureScaling, type ScalingPlan, type ScalingPoint } from './market/scaling.js';
import type { Results } from './report/results.js';

const FULL: readonly ScalingPlan[] = [
  { kind: 'random', agents: [2, 10, 50, 100, 300], resources: [2, 24, 96], secondsPerPoint: 2, roundCap: 40 },
  { kind: 'community', agents: [10, 50, 100], resources: [24, 96], secondsPerPoint: 2, roundCap: 40 },
];
const QUICK: readonly ScalingPlan[] = [
  { kind: 'random', agents: [2, 10, 50], resources: [2, 24], secondsPerPoint: 0.3, roundCap: 15 },
];
const FULL_MATCHES = 1000;
const QUICK_MATCHES = 100;

/** `npm run bench -- market [--quick]`: speed and growth of the market on the memory ledger, and its memory. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const file = await results.open('market', values.quick);
  const solver = await createHighsSolver();
  // first, while the process is still small
  const memory = await measureMemory(values.quick ? QUICK_MATCHES : FULL_MATCHES, solver, (sample) =>
    note(`${sample.matches} matches: heap ${formatFixed(sample.heap, 1)} MB`),
  );
  const scaling: ScalingPoint[] = [];
  for (const plan of values.quick ? QUICK : FULL)
    scaling.push(...(await measureScaling(plan, solver, (point) => note(pointLine(point)))));
  const exponents = exponentsOf(scaling);
  const path = await file.write({ scaling, exponents, memory });
  process.stdout.write(
    `${[...scalingTable(scaling), '', ...exponentTable(exponents), '', ...memoryTable(memory)].join('\n')}\n`,
  );
  note(`written to ${path}`);
}

interface Exponent {
  readonly kind: string;
  readonly resources: number;
  readonly exponent: number;
}

/** Growth in the number of agents, from 10 on: below, constant costs dominate. */
function exponentsOf(points: readonly ScalingPoint[]): Exponent[] {
  const groups = Map.groupBy(
    points.filter(({ agents }) => agents >= 10),
    ({ kind, resources }) => `${kind} ${resources}`,
  );
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => ({
      kind: members[0]!.kind,
      resources: members[0]!.resources,
      exponent: growthExponent(members),
    }));
}

function scalingTable(points: readonly ScalingPoint[]): string[] {
  return textTable(
    [
      'market',
      'agents',
      'resources',
      'rounds/s',
      'ms/round',
      'in HiGHS',
      'rest/HiGHS',
      'solves/round',
      'rounds/match',
    ].map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    points.map((point) => [
      point.kind,
      String(point.agents),
      String(point.resources),
      formatFixed(1000 / point.millisecondsPerRound, 1),
      formatFixed(point.millisecondsPerRound, 2),
      `${formatFixed(point.solverShare * 100, 0)} %`,
      formatFixed((1 - point.solverShare) / point.solverShare, 2),
      formatFixed(point.solvesPerRound, 1),
      formatFixed(point.rounds / point.matches, 1),
    ]),
  );
}

function exponentTable(exponents: readonly Exponent[]): string[] {
  return textTable(
    [
      { title: 'market', align: 'left' },
      { title: 'resources', align: 'right' },
      { title: 'growth exponent in agents (10 and more)', align: 'right' },
    ],
    exponents.map(({ kind, resources, exponent }) => [kind, String(resources), formatFixed(exponent, 2)]),
  );
}

function memoryTable(samples: readonly MemorySample[]): string[] {
  return textTable(
    [
      { title: 'matches', align: 'right' },
      { title: 'heap MB', align: 'right' },
      { title: 'resident MB', align: 'right' },
    ],
    samples.map(({ matches, heap, resident }) => [
      String(matches),
      formatFixed(heap, 1),
      formatFixed(resident, 1),
    ]),
  );
}

function pointLine({ kind, agents, resources, millisecondsPerRound }: ScalingPoint): string {
  return `${kind}, ${agents} agents, ${resources} resources: ${formatFixed(millisecondsPerRound, 2)} ms a round`;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
