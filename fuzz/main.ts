// npm run fuzz -- <kind> [--minutes n] [--seed text] [--case seed]: extreme but legal input without end.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#market/errors.js';
import type { Prepare } from './fuzz-target.js';
import { Finding, runCase, runFuzz } from './run-fuzz.js';

const DEFAULT_MINUTES = 10;

/** The kinds are the files in `kinds/`. */
const kinds = readdirSync(join(import.meta.dirname, 'kinds'))
  .filter((name) => /^[a-z-]+\.js$/.test(name))
  .map((name) => name.slice(0, -'.js'.length))
  .sort();

const usage = `usage: npm run fuzz -- ${kinds.join('|')} [--minutes n] [--seed text] [--case seed]\n`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, case: { type: 'string' } },
  });
  const [kind = ''] = positionals;
  const minutes = Number(values.minutes ?? DEFAULT_MINUTES);
  if (!kinds.includes(kind) || positionals.length > 1 || !(minutes > 0)) {
    process.stderr.write(usage);
    return 2;
  }
  const seed = values.seed ?? randomBytes(4).toString('hex');
  const { prepare } = (await import(`./kinds/${kind}.js`)) as { prepare: Prepare };
  const target = await prepare();
  try {
    if (values.case !== undefined) {
      await runCase(kind, target, values.case);
      process.stdout.write(`${kind} ${values.case}: holds\n`);
      return 0;
    }
    const { kept, fresh } = await runFuzz(kind, target, {
      ...{ seed, minutes },
      onCase: (index) => {
        if ((index & (index - 1)) === 0) process.stderr.write(`${kind}, seed ${seed}: case ${index}\n`);
      },
    });
    process.stdout.write(`${kind}, seed ${seed}: ${fresh} cases hold, and ${kept} that were kept\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await target.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n${usage}`);
  process.exitCode = 2;
}
