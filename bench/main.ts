import { readdirSync } from 'node:fs';

/** What every benchmark file in this folder exports. */
interface Benchmark {
  /** Measures, prints a table with ratios, and writes bench/results/<name>.json. */
  run(args: readonly string[]): Promise<void>;
}

/** The benchmarks are the files beside this one. */
const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && /^(?!main\.)[a-z-]+\.js$/.test(entry.name))
  .map((entry) => entry.name.slice(0, -'.js'.length))
  .sort();

const [name = '', ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(`usage: npm run bench -- ${names.join('|')} [--quick]\n`);
  process.exitCode = 2;
} else {
  const benchmark = (await import(`./${name}.js`)) as Benchmark;
  await benchmark.run(args);
}
