import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { seededRng, type Rng } from '../rng.js';

// Tests that take long are all run by `npm run test:long`. `npm test` runs each of them in a short form: fewer cases, and
// other ones each time. All of it is drawn from one seed, which a run that fails prints at its end; the same files with
// GRIDLEAGUE_TEST_SEED set to it draw the same. Of a file that begins with `/** @short-form 1/3 */` two thirds of the runs take
// the first test alone, or none where it says `1/3 or none`; it runs whole whenever it is asked for (scripts/test/short-files.mjs).

export const isLong = Boolean(process.env.GRIDLEAGUE_LONG_TESTS);

/** Another one each time. */
export const testSeed = process.env.GRIDLEAGUE_TEST_SEED ?? randomBytes(4).toString('hex');

/** Random numbers for what a test draws itself. */
export function testRng(purpose: string): Rng {
  return seededRng(`${testSeed}/${purpose}`);
}

// Files draw apart from each other: in no run all of them draw much.
const rng = testRng(`which cases of ${relative(process.cwd(), expect.getState().testPath!)}`);

/** All cases of a table in the long tests, so many of them in the short ones. */
export function dealt<Case>(cases: readonly Case[], count: number): Case[] {
  if (isLong || count >= cases.length) return [...cases];
  const keyed = cases.map((one) => ({ one, key: rng.next() }));
  const chosen = new Set([...keyed].sort((a, b) => a.key - b.key).slice(0, count));
  return keyed.filter((each) => chosen.has(each)).map(({ one }) => one);
}

/** `it`; in the short tests only with this probability, else skipped. */
export function sampled(share: number): jest.It {
  return isLong || rng.next() < share ? it : it.skip;
}
