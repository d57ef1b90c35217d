import { z } from 'zod';
import { InputError } from '#matches/input-error.js';
import type { Findings } from '#matches/verify/findings.js';
import { reportContradictions, shownContradictions, type ShownRun } from '#matches/verify/given/shown-run.js';
import { ServerClient } from './server-client.js';
import { verifyWithProgress } from './verify-with-progress.js';
import { leagueContradictions } from '#matches/verify/check-plan.js';
import type { VerifyOptions } from './verify-options.js';

/** What is taken from the server's word: nothing but where to go on. All else is compared as it comes. */
const runAnswer = z.looseObject({ secret: z.string().nullish() });
const matchAnswer = z.looseObject({ report: z.unknown() });
const pageAnswer = z.looseObject({ items: z.array(z.unknown()), next: z.string().nullable() });

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
    const { report } = await client.json(`/matches/${encodeURIComponent(only)}`, matchAnswer);
    if (!report) throw new InputError(`match ${only} has not been played`);
  }
  const { secret } = await client.json(`/runs/${encodeURIComponent(run)}`, runAnswer);
  const bundle = await client.bundle(run);
  const contradictions = await leagueContradictions(bundle.head, options.league);
  if (bundle.head.id !== run)
    contradictions.push(`the server sent the bundle of ${bundle.head.id} for ${run}`);
  const shown = shownRun(client, bundle.head.id, bundle.head.definition.id);
  const told = { ...options, ...(options.seed === undefined && secret && { seed: secret }) };
  const found = await verifyWithProgress(bundle, told, {
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
      return client.json(
        `/leagues/${encodeURIComponent(league)}/leaderboard?${query.toString()}`,
        z.unknown(),
      );
    },
    async rows(most) {
      const rows: unknown[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: z.infer<typeof pageAnswer> = await client.json(
          `/runs/${encodeURIComponent(run)}/matches?limit=500${query}`,
          pageAnswer,
        );
        if (page.items.length === 0) break;
        rows.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && rows.length <= most);
      return rows;
    },
    match: (id) => client.json(`/matches/${encodeURIComponent(id)}`, z.unknown()),
  };
}
