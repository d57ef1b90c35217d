import { parseArgs } from 'node:util';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { measurePace } from './league/pace.js';
import { measureReads, type Quantiles } from './league/reads.js';
import { writeResults } from './report/write-results.js';

/** How fast leagues are played, what the time goes into, and how fast boards are read meanwhile. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } });
  const definition = leagueFrom(
    {
      ...{ id: 'bench', title: 'Benchmark', format: 'mixed', scenarios: ['demo-community'] },
      ...{ blocks: values.quick ? 1 : 4, matchSize: 2, roundCap: 30 },
      ...{ entrants: ['truthful', 'shaded', 'forecast'], dealers: ['passive', 'smoothing'] },
    },
    'bench',
  );
  const one = await measurePace(definition, 1, 'embedded');
  const two = await measurePace(definition, 2, 'embedded');
  const memory = await measurePace(definition, 1, 'memory');
  const speedUp = two.matchesPerMinute / one.matchesPerMinute;
  const chainShare = 1 - memory.seconds / one.seconds;
  process.stdout.write(
    `1 worker: ${one.matchesPerMinute.toFixed(1)} matches a minute; 2 workers: ${two.matchesPerMinute.toFixed(1)} ` +
      `(${speedUp.toFixed(2)} times)\n` +
      `of a match's time: platform LP ${percent(one.solverShare)}, chain ${percent(chainShare)}\n`,
  );
  const reads = await measureReads(values.quick ? 3 : 15);
  const told = ({ p50, p99, largest }: Quantiles): string =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, largest ${largest.toFixed(1)} ms`;
  process.stdout.write(
    `board reads while a run is on (${reads.perSecond.toFixed(0)} a second, ${reads.readers} readers, ` +
      `${reads.matches} matches ended): whole ${told(reads.whole)}; unchanged ${told(reads.unchanged)}; ` +
      `database writes ${percent(reads.databaseShare)} of the time\n`,
  );
  const file = await writeResults('league', values.quick, { one, two, memory, speedUp, chainShare, reads });
  process.stdout.write(`${file}\n`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
