import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Clock ticks in which Linux counts. */
const TICKS_PER_SECOND = 100;

/** Processor seconds of this process, and of those that it has started and that have ended (proc(5), `stat`). */
function spent() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const [user, system, ofChildren, systemOfChildren] = fields
    .slice(11, 15)
    .map((ticks) => Number(ticks) / TICKS_PER_SECOND);
  return { own: user + system, children: ofChildren + systemOfChildren };
}

/**
 * From now on counts what a test file costs; the function it gives writes a line of it: processor seconds in all, of the test itself, of
 * the processes that it has started and ended, and the file. Nothing where `GRIDLEAGUE_TEST_COSTS` names no file to write to.
 */
export function countCosts(path) {
  const table = process.env.GRIDLEAGUE_TEST_COSTS;
  if (!table) return () => undefined;
  const before = spent();
  return () => {
    const { own, children } = spent();
    const parts = [own - before.own, children - before.children];
    const seconds = [parts[0] + parts[1], ...parts].map((each) => each.toFixed(2));
    appendFileSync(table, `${[...seconds, relative(process.cwd(), path)].join('\t')}\n`);
  };
}
