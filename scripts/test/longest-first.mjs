import Sequencer from '@jest/test-sequencer';
import { drawnFiles } from './drawn-files.mjs';

/** Rooms whose test files start servers, sandboxes and chains, and so take the longest. */
const SLOW = ['apps/server/', 'matches/', 'fuzz/', 'apps/cli/', 'sandbox/', 'contracts/'];

/**
 * Longest files first, so that the workers end together: as they were measured, else as far as their rooms tell. Where no
 * files are asked for, short runs leave some of them to other runs.
 */
export default class LongestFirst extends Sequencer {
  constructor(options) {
    super(options);
    this.takesAll = process.env.GRIDLEAGUE_LONG_TESTS || options.globalConfig.testPathPatterns.isSet();
  }

  sort(tests) {
    const sorted = super.sort(this.takesAll ? tests : drawn(tests));
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path }) => SLOW.findIndex((room) => path.includes(`/${room}`)) + 1 || SLOW.length + 1;
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

function drawn(tests) {
  const paths = drawnFiles(
    tests.map(({ path }) => path),
    process.env.GRIDLEAGUE_TEST_SEED,
  );
  if (paths.size < tests.length)
    console.error(
      `${tests.length - paths.size} of ${tests.length} test files are left to other runs (npm run test:long)`,
    );
  return tests.filter(({ path }) => paths.has(path));
}
