import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** The comment that a file may begin with. */
const HEAD = /^\/\*\* @short-form ([^*]+)/;
/** What a file says that begins with `@short-form 1/3` or `@short-form 1/8 or none`. */
const PRAGMA = /^(\d+)\/(\d+)( or none)?/;

/**
 * How many tests a run takes of a file: all of one that says nothing, of any in the long tests, and where files or tests are
 * asked for by name; else all in the share of runs that the file names, and its first one, or none, in the others.
 * @param {string | undefined} pragma
 * @returns {number} Infinity: all
 */
export function testsTaken(pragma, path, { testPathPatterns, testNamePattern }) {
  const isAsked = testPathPatterns.patterns.length > 0 || testNamePattern;
  if (pragma === undefined || process.env.GRIDLEAGUE_LONG_TESTS || isAsked) return Infinity;
  const [, of, runs, orNone] = PRAGMA.exec(pragma);
  const name = `${process.env.GRIDLEAGUE_TEST_SEED} ${relative(process.cwd(), path)}`;
  const drawn = createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
  if (drawn < of / runs) return Infinity;
  return orNone ? 0 : 1;
}

/** Whether a run takes any test of a file; one of which it takes none is not even loaded. */
export function takesAny(path, globalConfig) {
  const [, pragma] = HEAD.exec(readFileSync(path, 'utf8')) ?? [];
  return testsTaken(pragma, path, globalConfig) > 0;
}

/** Leaves so many of the tests that would run: the first ones, as later ones may build upon them. */
export function keepTests(rootDescribeBlock, count) {
  for (const test of testsOf(rootDescribeBlock).slice(count)) test.mode = 'skip';
}

/** As jest-circus holds them, in the order in which they run. */
function testsOf({ children }) {
  return children.flatMap((child) => {
    if (['skip', 'todo'].includes(child.mode)) return [];
    return child.type === 'test' ? [child] : testsOf(child);
  });
}
