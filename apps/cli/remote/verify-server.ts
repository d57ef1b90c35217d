import type { Page } from '../../server/problem/paging.js';
import type { MatchRow } from '../../server/matches/match-view.js';
import type { RunView } from '../../server/runs/run-view.js';
import { bundleFrom } from '#matches/bundles/run-bundle.js';
import { InputError } from '#matches/input-error.js';
import type { Findings } from '#matches/verify/findings.js';
import { reportContradictions, shownContradictions, type ShownRun } from '#matches/verify/shown-run.js';
import { ServerClient } from './server-client.js';
import { verifyWithProgress } from './verify-with-progress.js';
import { leagueContradictions } from '#matches/verify/check-plan.js';
import { bundleCheck, type VerifyOptions } from './verify-options.js';

/**
 * Verifies a run, or one match of it, of a server that is not trusted: its bundle is replayed here, and what the
 * server shows elsewhere (boards, match lists, the report of the match) must be what the bundle gives.
 * Throws `InputError`, `BundleError`.
 */
export async function verifyOnServer(id: string, options: VerifyOptions): Promise<Findings> {
  const client = new ServerClient(options);
  const only = /-\d{6,}$/.test(id) ? id : undefined;
  const run = only ? only.replace(/-\d{6,}$/, '') : id;
  if (only) {
    const { report } = await client.json<{ report: unknown }>(`/matches/${encodeURIComponent(only)}`);
    if (!report) throw new InputError(`match ${only} has not been played`);
  }
  const { secret } = await client.json<RunView>(`/runs/${encodeURIComponent(run)}`);
  const source = await client.download(`/runs/${encodeURIComponent(run)}/bundle`);
  const bundle = await bundleFrom(source, `the bundle of ${run}`);
  const contradictions = await leagueContradictions(bundle.head, options.league);
  if (bundle.head.id !== run)
    contradictions.push(`the server sent the bundle of ${bundle.head.id} for ${run}`);
  const shown = shownRun(client, bundle.head.id, bundle.head.definition.id);
  const found = await verifyWithProgress(bundle, {
    ...bundleCheck({ ...options, ...(options.seed === undefined && secret && { seed: secret }) }),
    only,
    derived: (verified) =>
      only ? reportContradictions(shown, only, verified) : shownContradictions(shown, verified),
  });
  return { ...found, contradictions: [...contradictions, ...found.contradictions] };
}

/** What a server shows, as it is asked for. */
function shownRun(client: ServerClient, run: string, league: string): ShownRun {
  return {
    board(kind) {
      const query = new URLSearchParams({ kind, run });
      return client.json(`/leagues/${encodeURIComponent(league)}/leaderboard?${query.toString()}`);
    },
    async rows(most) {
      const rows: unknown[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: Page<MatchRow> = await client.json<Page<MatchRow>>(
          `/runs/${encodeURIComponent(run)}/matches?limit=500${query}`,
        );
        if (!isFull(page)) break;
        rows.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && rows.length <= most);
      return rows;
    },
    match: (id) => client.json(`/matches/${encodeURIComponent(id)}`),
  };
}

/** A server may answer anything. */
function isFull({ items }: Page<MatchRow>): boolean {
  return Array.isArray(items) && items.length > 0;
}
