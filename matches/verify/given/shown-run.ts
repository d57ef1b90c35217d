import { matchId } from '#leagues/run/match-task.js';
import { matchResults, runBoards } from '../../runs/run-boards.js';
import { asJson, jsonDifference } from '../differences/json-difference.js';
import type { VerifiedRun } from '../verify-bundle.js';

/** What a server shows of a run beside its bundle, as JSON: it is not trusted, and may show anything. */
export interface ShownRun {
  board(kind: 'agent' | 'dealer'): Promise<unknown>;
  /** of its matches, in their order; where there are more than `most`, not all of the others */
  rows(most: number): Promise<readonly unknown[]>;
  match(id: string): Promise<unknown>;
}

/** What of boards and lists is not what the bundle gives. */
export async function shownContradictions(shown: ShownRun, verified: VerifiedRun): Promise<string[]> {
  const { definition, plan } = verified.head;
  const results = matchResults(verified.head, (match) => verified.played.get(match));
  const boards = runBoards(definition, plan, results);
  const complaints: string[] = [];
  for (const kind of ['agent', 'dealer'] as const) {
    const board = asJson(kind === 'agent' ? boards.agents : boards.dealers);
    const field = jsonDifference(await shown.board(kind), board);
    if (field !== null)
      complaints.push(`the server's board of ${kind}s: ${field} is not what the matches give`);
  }
  const { matches } = plan;
  const difference = rowDifference(await shown.rows(matches.length), verified);
  return difference === null ? complaints : [...complaints, difference];
}

function rowDifference(rows: readonly unknown[], { head, played }: VerifiedRun): string | null {
  const { matches } = head.plan;
  if (rows.length !== matches.length) return `the server lists ${rows.length} of ${matches.length} matches`;
  for (const [
    index,
    { id: number, block, scenario, dealer, teams, mechanism, scored },
  ] of matches.entries()) {
    const id = matchId(head.id, number);
    const { state, attempts } = fieldsOf(rows[index]);
    const planned = {
      id,
      run: head.id,
      block,
      scenario,
      dealer,
      teams,
      ...(mechanism && { mechanism }),
      scored,
    };
    const row = { ...planned, state, attempts, ...figuresOf(played.get(id)?.report) };
    const field = jsonDifference(rows[index], row);
    if (field !== null)
      return `the server's list of matches: ${field === '' ? 'the row' : field} of ${id} is not what the bundle says`;
  }
  return null;
}

/** What of the report of one match, and of the row it stands in, is not the bundle's. */
export async function reportContradictions(
  shown: ShownRun,
  match: string,
  { head, played }: VerifiedRun,
): Promise<string[]> {
  const record = played.get(match);
  // That it is missing is found anyway.
  if (!record) return [];
  const report = asJson(record.report);
  const there = fieldsOf(await shown.match(match));
  // A server from before reports held the round cap, and runs their scenarios, shows none: the bundle says it.
  const theirs = { ...(head.packages ? {} : { roundCap: report.roundCap }), ...fieldsOf(there['report']) };
  const field = jsonDifference(theirs, report) ?? jsonDifference(figuresOf(there), figuresOf(report));
  return field === null ? [] : [`the server's report of ${match}: ${field} is not what its bundle says`];
}

/** What a server answered where an object should be; it may be anything. */
function fieldsOf(answer: unknown): Readonly<Record<string, unknown>> {
  return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
}

type Figures = Readonly<Partial<Record<'outcome' | 'rounds' | 'efficiency' | 'resultHash', unknown>>>;

/** What the row of a match says of its result. */
function figuresOf({ outcome, rounds, efficiency, resultHash }: Figures = {}): object {
  const told = { outcome, rounds, efficiency, resultHash };
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, value ?? null]));
}
