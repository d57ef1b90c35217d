import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import { watchedMatch, type LargeMatch } from './large/watched-match.js';
import type { Results } from './report/results.js';

/** s, and MB of all processes together */
const LIMITS = { wall: 10, memory: 4000 };

/**
 * `npm run bench -- large [--households 300,1000] [--seed 1] [--quick]`: whole matches of `winter-community` with so many households (96 quarter-hours),
 * each by a command of its own with its plugins in the sandbox: time and memory, against 10 s and 4 GB.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      households: { type: 'string' },
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
    },
  });
  const sizes = (values.households ?? (values.quick ? '10' : '300')).split(',').map(Number);
  const unfit = sizes.find((size) => !(Number.isInteger(size) && size >= 1));
  if (unfit !== undefined) throw new RangeError('--households: whole numbers, such as 300,1000');
  const file = await results.open('large', values.quick || values.seed !== '1');
  const matches: LargeMatch[] = [];
  for (const households of sizes) {
    matches.push(await watchedMatch(households, values.seed));
    await file.writeParts({ [households]: matches.at(-1)! });
  }
  process.stdout.write(`${largeTable(matches).join('\n')}\n`);
  process.stderr.write(`written to ${file.path}\n`);
}

/** One row for each match, with what it missed. */
export function largeTable(matches: readonly LargeMatch[]): string[] {
  const titles = ['homes', 'periods', 'seed', 'rounds', 'outcome', 'gap', 'wall, s'];
  const used = ['match', 'plugins', 'all'] as const;
  return textTable(
    [
      ...titles,
      ...used.map((what) => `${what}, processor s`),
      ...used.map((what) => `${what}, MB`),
      `within ${LIMITS.wall} s`,
      `within ${LIMITS.memory / 1000} GB`,
    ].map((title) => ({ title, align: 'right' as const })),
    matches.map(({ households, periods, seed, rounds, outcome, gap, wall, processor, memory }) => [
      ...[String(households), String(periods), seed, String(rounds), outcome, gap.toExponential(1)],
      formatFixed(wall, 1),
      ...used.map((what) => formatFixed(processor[what], 1)),
      ...used.map((what) => formatFixed(memory[what], 0)),
      ...[wall <= LIMITS.wall, memory.all <= LIMITS.memory].map((isMet) => (isMet ? 'yes' : 'no')),
    ]),
  );
}
