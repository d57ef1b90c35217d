import type { Page } from '../../server/problem/paging.js';
import type { MatchRow } from '../../server/matches/match-view.js';
import type { RunView } from '../../server/runs/run-view.js';
import { matchId } from '#leagues/run/match-task.js';
import type { MatchReport } from '#market/match/report.js';
import { bundleFrom } from '#matches/runs/run-bundle.js';
import { asJson, jsonDifference } from '#matches/verify/json-difference.js';
import { matchResults, runBoards } from '#matches/runs/run-boards.js';
import { InputError } from '#matches/input-error.js';
import type { Findings } from '#matches/verify/findings.js';
import { ServerClient } from './server-client.js';
import type { VerifiedRun } from '#matches/verify/verify-bundle.js';
import { verifyWithProgress } from './verify-with-progress.js';
import { bundleCheck, leagueContradictions, type VerifyOptions } from './verify-options.js';

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
  const found = await verifyWithProgress(bundle, {
    ...bundleCheck({ ...options, ...(options.seed === undefined && secret && { seed: secret }) }),
    only,
    derived: (verified) =>
      only ? reportContradictions(client, only, verified) : shownContradictions(client, verified),
  });
  return { ...found, contradictions: [...contradictions, ...found.contradictions] };
}

/** What the server shows of a run is not what its bundle gives: boards and lists. */
async function shownContradictions(client: ServerClient, verified: VerifiedRun): Promise<string[]> {
  const { id, definition, plan } = verified.head;
  const results = matchResults(id, plan, (match) => verified.played.get(match));
  const boards = runBoards(definition, plan, results);
  const complaints: string[] = [];
  for (const kind of ['agent', 'dealer'] as const) {
    const query = new URLSearchParams({ kind, run: id });
    const path = `/leagues/${encodeURIComponent(definition.id)}/leaderboard?${query.toString()}`;
    const shown = await client.json<unknown>(path);
    const field = jsonDifference(shown, asJson(kind === 'agent' ? boards.agents : boards.dealers));
    if (field !== null)
      complaints.push(`the server's board of ${kind}s: ${field} is not what the matches give`);
  }
  const field = await rowDifference(client, verified);
  return field === null ? complaints : [...complaints, field];
}

async function rowDifference(client: ServerClient, { head, played }: VerifiedRun): Promise<string | null> {
  const { matches } = head.plan;
  const rows: MatchRow[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<MatchRow> = await client.json<Page<MatchRow>>(
      `/runs/${encodeURIComponent(head.id)}/matches?limit=500${query}`,
    );
    if (!isFull(page)) break;
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && rows.length <= matches.length);
  if (rows.length !== matches.length) return `the server lists ${rows.length} of ${matches.length} matches`;
  for (const [index, planned] of matches.entries()) {
    const { id, block, scenario, dealer, teams, scored } = planned;
    const report = played.get(matchId(head.id, id))?.report;
    const { outcome = null, rounds = null, efficiency = null, resultHash = null } = report ?? {};
    const expected = {
      ...{ id: matchId(head.id, id), run: head.id, block, scenario, dealer, teams, scored },
    };
    const { state, attempts } = rows[index]!;
    const row = { ...expected, state, attempts, outcome, rounds, efficiency, resultHash };
    const field = jsonDifference(rows[index], row);
    if (field !== null)
      return `the server's list of matches: ${field} of ${expected.id} is not what the bundle says`;
  }
  return null;
}

/** A server may answer anything. */
function isFull({ items }: Page<MatchRow>): boolean {
  return Array.isArray(items) && items.length > 0;
}

/** The report that the server shows of a match, its withheld reasons aside, is not the bundle's. */
async function reportContradictions(
  client: ServerClient,
  match: string,
  { played }: VerifiedRun,
): Promise<string[]> {
  const record = played.get(match);
  // That it is missing is found anyway.
  if (!record) return [];
  const shown = await client.json<ShownMatch>(`/matches/${encodeURIComponent(match)}`);
  const report = asJson(record.report);
  const field =
    jsonDifference(withCap(shown.report, report), report) ??
    jsonDifference(figuresOf(shown), figuresOf(report));
  return field === null ? [] : [`the server's report of ${match}: ${field} is not what its bundle says`];
}

/** A server from before reports held the round cap shows none: its bundle says it. */
function withCap(shown: Partial<MatchReport>, { roundCap }: MatchReport): Partial<MatchReport> {
  return { roundCap, ...shown };
}

type ShownMatch = RowFigures & { readonly report: MatchReport };

type RowFigures = Pick<MatchRow, 'outcome' | 'rounds' | 'efficiency' | 'resultHash'>;

function figuresOf({ outcome, rounds, efficiency, resultHash }: RowFigures): RowFigures {
  return { outcome, rounds, efficiency, resultHash };
}
