import { readdirSync } from 'node:fs';
import { GridLeagueError } from '#market/errors.js';
import { Results, UNPUBLISHED } from './report/results.js';

/** What every benchmark file in this folder exports. */
interface Benchmark {
  /** Measures, prints a table with ratios, and leaves its figures among the results. What it refuses it refuses before it measures, with a `GridLeagueError`. */
  run(args: readonly string[], results: Results): Promise<void>;
}

/** The benchmarks are the files beside this one. */
const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && /^(?!main\.)[a-z-]+\.js$/.test(entry.name))
  .map((entry) => entry.name.slice(0, -'.js'.length))
  .sort();

const [name = '', ...given] = process.argv.slice(2);
const args = given.filter((arg) => arg !== UNPUBLISHED);
if (!names.includes(name)) {
  process.stderr.write(`usage: npm run bench -- ${names.join('|')} [--quick] [${UNPUBLISHED}]\n`);
  process.exitCode = 2;
} else {
  const benchmark = (await import(`./${name}.js`)) as Benchmark;
  await benchmark.run(args, new Results(args.length < given.length)).catch((error: unknown) => {
    const isBadUsage =
      error instanceof TypeError &&
      String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof GridLeagueError || isBadUsage)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = isBadUsage ? 2 : 1;
  });
}
