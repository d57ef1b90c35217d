import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import {
  communityMarketOfSize,
  measureMatches,
  measurePairs,
  scenarioMarket,
  type MatchCost,
  type PairCost,
} from './sandbox/matches.js';
import { measureStarts, type StartCost } from './sandbox/starts.js';
import type { Results, ResultsFile } from './report/results.js';

const FULL = { agents: [10, 100], resources: [24, 96], repetitions: 5 };
/** Shipped scenarios whose honest play is measured in pairs. */
const SCENARIOS = ['random-large', 'demo-community', 'demo-street', 'winter-community'];
const PAIRS = 11;
/** Agents x resources that are measured in pairs by default. */
const SIZES = '10x24,10x96,100x24,100x96';
const QUICK = { agents: [10], resources: [24], repetitions: 3 };

/**
 * `npm run bench -- sandbox [--quick | --pairs | --scenarios]`: what the sandbox costs against the same plugin in this process. With
 * `--pairs` in processor time alone, which other work on the machine disturbs little (`--sizes 10x24,100x24`: agents x resources);
 * with `--scenarios` likewise, by shipped scenarios.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string', default: SIZES } as const;
  const options = { quick: flag, pairs: flag, scenarios: flag, sizes: text };
  const { values } = parseArgs({ args: [...args], options });
  if (values.scenarios)
    return runPairs(await results.open('sandbox-scenarios', false), SCENARIOS, scenarioMarket);
  if (values.pairs)
    return runPairs(await results.open('sandbox-pairs', false), values.sizes.split(','), marketOfSize);
  const file = await results.open('sandbox', values.quick);
  const plan = values.quick ? QUICK : FULL;
  const starts = await measureStarts(values.quick ? 5 : 20, [1, 10, 100]);
  const matches: MatchCost[] = [];
  for (const agents of plan.agents)
    for (const resources of plan.resources) {
      process.stderr.write(`${agents} agents, ${resources} resources\n`);
      matches.push(await measureMatches(agents, resources, plan.repetitions));
    }
  const path = await file.write({ starts, matches });
  process.stdout.write(`${[...startTable(starts), '', ...matchTable(matches)].join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

async function marketOfSize(size: string): Promise<DrawnMarket> {
  const [agents = 0, resources = 0] = size.split('x').map(Number);
  if (!(agents >= 1 && resources >= 1)) throw new RangeError(`--sizes: "${size}" is no agents x resources`);
  return communityMarketOfSize(agents, resources);
}

/** Each of these markets in pairs of matches. */
async function runPairs(
  file: ResultsFile,
  names: readonly string[],
  marketOf: (name: string) => Promise<DrawnMarket>,
): Promise<void> {
  const markets: ({ readonly market: string } & PairCost)[] = [];
  for (const name of names) {
    process.stderr.write(`${name}\n`);
    markets.push({ market: name, ...(await measurePairs(await marketOf(name), PAIRS)) });
  }
  const path = await file.write({ markets });
  const titles = ['market', 'rounds', 'direct, ms', 'sandboxed, ms', 'ratio', 'from', 'to'];
  const rows = markets.map(({ market, rounds, direct, sandboxed, ratio: { low, median, high } }) => [
    ...[market, String(rounds), formatFixed(direct, 0), formatFixed(sandboxed, 0)],
    ...[median, low, high].map((ratio) => formatFixed(ratio, 2)),
  ]);
  const columns = titles.map((title, i) => ({
    title,
    align: i === 0 ? ('left' as const) : ('right' as const),
  }));
  process.stdout.write(`${textTable(columns, rows).join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
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
  return textTable(
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
