import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In the comment that a test file begins with: the share of the short runs that it takes part in. */
const SHARE = /^\/\*\*[^/]*@short-form (\d+)\/(\d+)/;

/**
 * Those of the files that take part in a short run. Each does so in its share of all runs; together they take about equally
 * long in each of them, as they are drawn in steps: one whenever the shares of the files up to it have filled another run.
 * @param {readonly string[]} paths
 * @param {string} seed of the run
 * @returns {Set<string>}
 */
export function drawnFiles(paths, seed) {
  let filled = createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;
  const isDrawn = (path) => {
    const before = Math.floor(filled);
    filled += shareOf(path);
    return Math.floor(filled) > before;
  };
  return new Set([...paths].sort().filter((path) => shareOf(path) === 1 || isDrawn(path)));
}

function shareOf(path) {
  const [, of, runs] = SHARE.exec(readFileSync(path, 'utf8')) ?? [null, 1, 1];
  return of / runs;
}
