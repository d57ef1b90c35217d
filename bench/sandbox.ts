import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { table } from '#apps/cli/terminal/table.js';
import { measureMatches, measureScenario, type MatchCost, type ScenarioCost } from './sandbox/matches.js';
import { measureStarts, type StartCost } from './sandbox/starts.js';
import { writeResults } from './report/write-results.js';

const FULL = { agents: [10, 100], resources: [24, 96], repetitions: 5 };
/** Shipped scenarios whose honest play is measured in pairs. */
const SCENARIOS = ['random-large', 'demo-community', 'demo-street', 'winter-community'];
const PAIRS = 11;
const QUICK = { agents: [10], resources: [24], repetitions: 3 };

/**
 * `npm run bench -- sandbox [--quick | --scenarios]`: what the sandbox costs against the same plugin in this process; with
 * `--scenarios` in processor time alone, by shipped scenarios.
 */
export async function run(args: readonly string[]): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args: [...args], options: { quick: flag, scenarios: flag } });
  if (values.scenarios) return runScenarios();
  const plan = values.quick ? QUICK : FULL;
  const starts = await measureStarts(values.quick ? 5 : 20, [1, 10, 100]);
  const matches: MatchCost[] = [];
  for (const agents of plan.agents)
    for (const resources of plan.resources) {
      process.stderr.write(`${agents} agents, ${resources} resources\n`);
      matches.push(await measureMatches(agents, resources, plan.repetitions));
    }
  const file = await writeResults('sandbox', values.quick, { starts, matches });
  process.stdout.write(`${[...startTable(starts), '', ...matchTable(matches)].join('\n')}\n`);
  process.stderr.write(`written to ${file}\n`);
}

async function runScenarios(): Promise<void> {
  const scenarios: ScenarioCost[] = [];
  for (const scenario of SCENARIOS) {
    process.stderr.write(`${scenario}\n`);
    scenarios.push(await measureScenario(scenario, PAIRS));
  }
  const file = await writeResults('sandbox-scenarios', false, { scenarios });
  const titles = ['scenario', 'direct, ms', 'sandboxed, ms', 'ratio', 'from', 'to'];
  const rows = scenarios.map(({ scenario, direct, sandboxed, ratio: { low, median, high } }) => [
    ...[scenario, formatFixed(direct, 0), formatFixed(sandboxed, 0)],
    ...[median, low, high].map((ratio) => formatFixed(ratio, 2)),
  ]);
  const columns = titles.map((title, i) => ({
    title,
    align: i === 0 ? ('left' as const) : ('right' as const),
  }));
  process.stdout.write(`${table(columns, rows).join('\n')}\n`);
  process.stderr.write(`written to ${file}\n`);
}

function startTable({ coldMilliseconds, warmMilliseconds, memory }: StartCost): string[] {
  return [
    `start of a submission: cold ${formatFixed(coldMilliseconds, 0)} ms, warm ${formatFixed(warmMilliseconds, 1)} ms (medians)`,
    ...memory.map(({ seats, megabytes }) => `memory with ${seats} seats: ${formatFixed(megabytes, 0)} MB`),
  ];
}

function matchTable(matches: readonly MatchCost[]): string[] {
  const titles = [
    ...['agents', 'resources', 'rounds', 'direct ms', 'ratio', 'four teams', 'first match', 'processor'],
    ...['create, ms more', 'bids, ms more'],
  ];
  return table(
    titles.map((title) => ({ title, align: 'right' as const })),
    matches.map(({ agents, resources, rounds, direct, alone, four, first }) => [
      String(agents),
      String(resources),
      String(rounds),
      formatFixed(direct.match, 0),
      formatFixed(alone.match / direct.match, 2),
      formatFixed(four.match / direct.match, 2),
      formatFixed(first.match / direct.match, 2),
      formatFixed(alone.processor / direct.processor, 2),
      formatFixed(alone.create - direct.create, 0),
      formatFixed(alone.bids - direct.bids, 0),
    ]),
  );
}
