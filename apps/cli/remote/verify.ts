import { stat } from 'node:fs/promises';
import { conductOfLeague, matchId, taskOf } from '#leagues/run/match-task.js';
import type { Page } from '../../server/problem/paging.js';
import type { MatchRow } from '../../server/matches/match-view.js';
import { InputError } from '../input-error.js';
import { leagueProgress } from '../league/league-progress.js';
import { playAll, usualWorkers } from '../league/play-league.js';
import { readRunFolder } from '../league/run-folder.js';
import { systemClock } from '../../match/system-clock.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../user-path.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface VerifyOptions extends ServerOptions {
  readonly workers?: number;
  readonly json?: boolean;
}

/** How a replay compares with what was stored. */
interface Comparison {
  readonly match: string;
  readonly identical: boolean;
  /** of the replay; null: it could not be played */
  readonly resultHash: string | null;
  /** the clock struck in the match: a replay may differ without anybody being at fault */
  readonly timingDependent: boolean;
}

/** `gridleague verify`: exit code 0 if every result was found again, else 1. */
export async function verify(what: string, options: VerifyOptions): Promise<void> {
  const folder = userPath(what);
  const offline = (await stat(folder).catch(() => null))?.isDirectory() ?? false;
  const found = offline ? await verifyFolder(folder, options) : await verifyOnServer(what, options);
  const differ = found.filter(({ identical, timingDependent }) => !identical && !timingDependent);
  if (options.json) printJson(found);
  else {
    for (const { match, resultHash } of differ)
      print(`${match}: DIFFERENT, replayed as ${resultHash ?? 'nothing'}`);
    for (const { match } of found.filter(({ identical, timingDependent }) => !identical && timingDependent))
      print(`${match}: different, but the clock struck in it: it cannot be replayed exactly`);
    print(`${found.filter(({ identical }) => identical).length} of ${found.length} matches identical`);
  }
  if (differ.length > 0) process.exitCode = 1;
}

async function verifyFolder(folder: string, { workers }: VerifyOptions): Promise<Comparison[]> {
  const { id, definition, plan, plugins, played } = await readRunFolder(folder);
  const files = new Map(plugins.map((file) => [file.id, file]));
  const conduct = conductOfLeague(definition);
  const matches = plan.matches.filter((match) => played[matchId(id, match.id)]);
  const tasks = matches.map((match) => taskOf(id, match, files, conduct));
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  const replay = await playAll(tasks, {
    workers: workers ?? usualWorkers(),
    ledger: 'memory',
    onMatch: progress.match,
  }).finally(progress.done);
  return tasks.map(({ id: match }) => {
    const { resultHash: stored, timingDependent } = played[match]!.report;
    const resultHash = replay.played.get(match)?.report.resultHash ?? null;
    return { match, identical: resultHash === stored, resultHash, timingDependent };
  });
}

async function verifyOnServer(id: string, options: VerifyOptions): Promise<Comparison[]> {
  const client = new ServerClient(options);
  const matches = /-\d{6,}$/.test(id) ? [id] : await playedMatches(client, id);
  if (matches.length === 0) throw new InputError(`run ${id} has no played match`);
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  const found: Comparison[] = [];
  for (const match of matches) {
    const answer = await client.json<Omit<Comparison, 'match'>>(
      `/matches/${encodeURIComponent(match)}/verify`,
      {
        method: 'POST',
      },
    );
    found.push({ match, ...answer });
    progress.match(found.length, matches.length);
  }
  progress.done();
  return found;
}

async function playedMatches(client: ServerClient, run: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: Page<MatchRow> = await client.json<Page<MatchRow>>(
      `/runs/${encodeURIComponent(run)}/matches?limit=500${query}`,
    );
    ids.push(...page.items.filter(({ state }) => state === 'played').map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}
