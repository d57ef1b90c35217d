import { InputError } from '#matches/input-error.js';
import { playedMatches, readBundle } from '#matches/bundles/run-bundle.js';
import { poolBundles, runsLeftOut, type FinishedRun } from '#matches/runs/pool-bundles.js';
import { matchResults, type PlayedResult } from '#matches/runs/run-boards.js';
import { bundleFile } from '#matches/runs/run-folder.js';
import { followTrades } from '#matches/verify/follow-trades.js';
import { boardLines } from '../league/board-lines.js';
import { complain, print, printJson } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';

/** `gridleague results pool`: runs of one version of a league as one, as a server pools them. */
export async function pool(paths: readonly string[], { json }: { readonly json?: boolean }): Promise<void> {
  const runs: FinishedRun[] = [];
  for (const path of paths) runs.push(await finishedRun(userPath(path)));
  const boards = poolBundles(runs);
  const missing = runsLeftOut(runs);
  if (missing.length > 0)
    complain(
      `not among them: run ${missing.join(', ')}. Where they are of the same version and have finished, leave none out: ` +
        'p values hold for all runs, not for those that somebody chose',
    );
  complain(
    'no plugin was replayed: the figures follow from the trades that the bundles tell; whether the plugins traded so, ' +
      '`gridleague verify <bundle>` finds out',
  );
  if (json) return printJson(boards);
  print(...boardLines(boards.agents));
  if (boards.dealers.rows.length > 1) print('', ...boardLines(boards.dealers));
}

/** Without its raw rounds, which no board needs: many runs are held at once. Throws `InputError` where figures are not what trades give. */
async function finishedRun(path: string): Promise<FinishedRun> {
  const file = await bundleFile(path);
  const { complaint, open } = await followTrades(await readBundle(file));
  if (complaint !== null)
    throw new InputError(`${path}: ${complaint}; \`gridleague verify\` tells all that is wrong with it`);
  if (open) complain(`${path}: the trades of ${open.matches} matches could not be followed: ${open.reason}`);
  const bundle = await readBundle(file);
  const { head } = bundle;
  const played = await playedMatches(bundle);
  const reportOf = (match: string): PlayedResult | undefined => {
    const record = played.get(match);
    return record && { report: record.report };
  };
  return { head, results: matchResults(head, reportOf) };
}
