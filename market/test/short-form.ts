import { randomBytes } from 'node:crypto';
import { seededRng } from '../rng.js';

// Tests that take long are all run by `npm run test:long`. `npm test` runs some of them, other ones each time: what
// was dealt stands in the names of the tests that ran, so a failure comes back with `test:long -- -t <name>`.

export const isLong = Boolean(process.env.GRIDLEAGUE_LONG_TESTS);

const rng = seededRng(randomBytes(8).toString('hex'));

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
