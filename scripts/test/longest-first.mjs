import Sequencer from '@jest/test-sequencer';

/** Rooms whose test files start servers, sandboxes and chains, and so take the longest. */
const SLOW = ['apps/server/', 'matches/', 'fuzz/', 'apps/cli/', 'sandbox/', 'contracts/'];

/** Longest files first, so that the workers end together: as they were measured, else as far as their rooms tell. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path }) => SLOW.findIndex((room) => path.includes(`/${room}`)) + 1 || SLOW.length + 1;
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
