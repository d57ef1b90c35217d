import Sequencer from '@jest/test-sequencer';
import { takesAny } from './short-files.mjs';

/** Rooms whose test files start servers, sandboxes and chains, and so take the longest. */
const SLOW = ['apps/server/', 'matches/', 'fuzz/', 'apps/cli/', 'sandbox/', 'contracts/'];

/** Longest files first, so that the workers end together: as they were measured, else as far as their rooms tell. Those of which a run takes nothing are left out. */
export default class LongestFirst extends Sequencer {
  constructor(options) {
    super(options);
    this.globalConfig = options.globalConfig;
  }

  sort(tests) {
    const taken = tests.filter(({ path }) => takesAny(path, this.globalConfig));
    if (taken.length < tests.length)
      console.error(
        `${tests.length - taken.length} of ${tests.length} test files are left to other runs (npm run test:long)`,
      );
    const sorted = super.sort(taken);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path }) => SLOW.findIndex((room) => path.includes(`/${room}`)) + 1 || SLOW.length + 1;
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
