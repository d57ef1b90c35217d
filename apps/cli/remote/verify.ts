import { stat } from 'node:fs/promises';
import type { Page } from '../../server/problem/paging.js';
import type { MatchRow } from '../../server/matches/match-view.js';
import { InputError } from '../input-error.js';
import { leagueProgress } from '../league/league-progress.js';
import { systemClock } from '../../match/system-clock.js';
import { print, printJson } from '../terminal/output.js';
import { userPath } from '../user-path.js';
import { findingLines, isRefuted, type Comparison, type Findings } from './comparison.js';
import { ServerClient, type ServerOptions } from './server-client.js';
import { verifyBundle } from './verify-bundle.js';

export interface VerifyOptions extends ServerOptions {
  readonly workers?: number;
  readonly json?: boolean;
}

/**
 * `gridleague verify`: exit code 0 if something was replayed and nothing speaks against the stored results, else 1.
 */
export async function verify(what: string, options: VerifyOptions): Promise<void> {
  const path = userPath(what);
  const offline = (await stat(path).catch(() => null)) !== null;
  const found: Findings = offline
    ? await verifyBundle(path, options.workers)
    : {
        comparisons: await verifyOnServer(what, options),
        ...{ withheld: [], missing: [], contradictions: [], notes: [] },
      };
  if (options.json) printJson(found);
  else print(...findingLines(found));
  if (isRefuted(found)) process.exitCode = 1;
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
