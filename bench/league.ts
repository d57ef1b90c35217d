import { parseArgs } from 'node:util';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { InputError } from '#matches/input-error.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { playLeague, usualWorkers, type PlayedLeague } from '#matches/workers/play-league.js';
import { separationOf, type DesignCost, type Separation } from './league/separation.js';
import { measureMatrix, measureWinter, type MatrixOrder } from './league/matrix.js';
import { publishLeague } from './league/published-league.js';
import { measureRelay, relayCost } from './league/relay.js';
import { totalOf } from './processes/process-load.js';
import { measureReads, type Quantiles } from './league/reads.js';
import type { Results } from './report/results.js';

/** What is measured, each by itself: figures of the other parts stay as they were published. */
const parts = {
  ...{ matrix: measureMatrix, winter: measureWinter, relay },
  ...{ reads, separation },
} as const satisfies Record<string, (order: MatrixOrder) => Promise<object>>;

const several = { type: 'string', multiple: true, default: [] as string[] } as const;

/**
 * How fast leagues are played, what the time goes into, what verdicts cost, and how fast boards are read meanwhile; `--only <part>`: some of it.
 * `--workers`, `--chains`, `--engine`, `--database`: some of the matrix, which goes to var/bench, as a quick one does; whole parts are shown in docs/performance.md; `--postgres`: a server
 * where databases may be made.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      workers: several,
      chains: several,
      engine: several,
      database: several,
      postgres: { type: 'string' },
    },
  });
  const { workers, chains, engine, database, postgres } = values;
  const order: MatrixOrder = {
    quick: values.quick,
    workers,
    chains,
    engine,
    database,
    ...(postgres && { postgres }),
  };
  const isPart = [workers, chains, engine, database].some((chosen) => chosen.length > 0);
  const asked = values.only ?? Object.keys(parts);
  const unknown = asked.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new InputError(`--only ${unknown}: there are ${Object.keys(parts).join(', ')}`);
  const file = await results.open('league', values.quick || isPart);
  for (const [name, measure] of Object.entries(parts))
    if (asked.includes(name)) await file.writeParts({ [name]: await measure(order) });
  if (file.isPublished) await publishLeague(file.path);
  process.stdout.write(`${file.path}\n`);
}

/** Plays the demo league in its first design and in one that needs fewer matches; no figure depends on the machine. */
async function separation({ quick }: MatrixOrder): Promise<object> {
  const demo = await loadLeague((await shippedLeagues()).find((file) => file.endsWith('/demo.yaml'))!);
  const design = { dealerDesign: 'crossed', marginalContribution: false, matchSize: 5 } as const;
  const { closing: _, ...first } = { ...demo, ...design, blocks: quick ? 2 : 16, roundCap: 20 };
  const plugins = await shippedPlugins();
  const play = (definition: LeagueDefinition): Promise<PlayedLeague> =>
    playLeague({ definition, plugins, run: 1, workers: usualWorkers(), ledger: 'memory' });
  const separation = separationOf(await play(first), await play({ ...first, dealerDesign: 'rotated' }));
  process.stdout.write(
    `${separation.pairs.length} pairs of the references in \`demo\` are apart after ${separation.blocks} blocks; with 80 % power\n` +
      `five teams a match, all dealers in every block: ${needs(separation.first)}\n` +
      `five teams a match, another dealer in every block: ${needs(separation.other)}\n` +
      `as a whole: ${ofEarlier(separation)}\n`,
  );
  return separation;
}

async function reads({ quick }: MatrixOrder): Promise<object> {
  const reads = await measureReads(quick ? 3 : 15);
  const told = ({ p50, p99, largest }: Quantiles): string =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, largest ${largest.toFixed(1)} ms`;
  process.stdout.write(
    `board reads while a run is on (${reads.perSecond.toFixed(0)} a second, ${reads.readers} readers, ` +
      `${reads.matches} matches ended): whole ${told(reads.whole)}; unchanged ${told(reads.unchanged)}; ` +
      `database writes ${percent(reads.databaseShare)} of the time\n`,
  );
  return reads;
}

/** What it saves that a worker speaks with its chain itself. */
async function relay({ quick }: MatrixOrder): Promise<object> {
  const measured: Record<string, object> = {};
  const order = { 'demo-street': quick ? 3 : 11, 'winter-community': quick ? 1 : 5 };
  for (const [scenario, matches] of Object.entries(order)) {
    const pairs = await measureRelay(scenario, matches);
    const more = relayCost(pairs);
    // The others only differ by what else is on the machine.
    const server = relayCost(pairs, (load) => load.server);
    measured[scenario] = { pairs, more, server };
    const direct = pairs.reduce((sum, pair) => sum + totalOf(pair.direct), 0) / pairs.length;
    process.stdout.write(
      `${scenario}: ${direct.toFixed(2)} processor s a match; through the server ${more.toFixed(3)} s more, ` +
        `of its own process ${server.toFixed(3)} s (medians of ${pairs.length} pairs)\n`,
    );
  }
  return measured;
}

function needs({ matchesPerBlock, blocks, matches, verdicts, sameVerdicts }: DesignCost): string {
  const all =
    matches.all === null
      ? 'more blocks than a league may have'
      : `${matches.all} matches (${blocks.all} blocks of ${matchesPerBlock})`;
  return (
    `${all} for all of them, ${matches.half ?? 'too many'} for half of them; ` +
    `${verdicts} apart in its pilot, ${sameVerdicts} of them the same`
  );
}

/** Matches for all verdicts, of what the first design needs. */
function ofEarlier({ pairs, first, other }: Separation): string {
  const [before, now] = [first.matches.all, other.matches.all];
  if (before === null || now === null) return 'one of the designs cannot have all verdicts';
  return `${now} matches now, ${before} before: ${percent(now / before)} for the same ${pairs.length} verdicts (aim: at most 50 %)`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
