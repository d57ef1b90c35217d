import { mixedRun } from '../verify/test/bundle-runs.js';
import { extendLeague, type BundledRun } from './extend-league.js';

/** What is said of a bundle that somebody wants to have more blocks of. */
async function refusal(change: (run: BundledRun) => BundledRun): Promise<string> {
  const run = change(await mixedRun());
  return extendLeague(run, { blocks: 1, workers: 1, ledger: 'memory' }).then(
    () => 'extended',
    (error: Error) => error.message,
  );
}

it.each<[string, (run: BundledRun) => BundledRun, RegExp]>([
  ['was cancelled', (run) => ({ ...run, head: { ...run.head, cancelled: true } }), /was cancelled: only one/],
  [
    'lacks a result, as a failed one does',
    (run) => ({ ...run, played: new Map([...run.played].slice(1)) }),
    /has no result of 1 of its 3 matches: only one that has finished/,
  ],
  [
    'names its matches after another run',
    (run) => ({ ...run, head: { ...run.head, id: 'another-1' } }),
    /has no result of 3 of its 3 matches/,
  ],
  ['planned one look', (run) => run, /planned one look/],
])('a run that %s is not extended', async (_, change, words) => {
  expect(await refusal(change)).toMatch(words);
});
