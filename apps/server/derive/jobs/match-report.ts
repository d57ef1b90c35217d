import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { Caller } from '../../access/access.js';
import { reportView } from '#matches/runs/report-view.js';
import type { ApiAnswer } from '#api/schemas.js';
import { ownership } from '../../access/ownership.js';
import { placesOfFailures } from '../secret-scenarios.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport } from '../stored-record.js';
import { threadDatabase } from '../thread-database.js';

export interface MatchReportRequest {
  /** what is said of it without its report */
  readonly row: Omit<ApiAnswer<'Match'>, 'report'>;
  readonly planned: PlannedMatch;
  readonly caller: Caller | null;
  /** nobody may know the seed yet */
  readonly isSecret: boolean;
}

/** A match with its report as its reader may see it, as JSON; the report is null where it has not been played. */
export default async function report(request: MatchReportRequest): Promise<SentText> {
  const { row, planned, caller, isSecret } = request;
  const stored = await storedReport(row.id);
  if (!stored) return sentText(JSON.stringify({ ...row, report: null }));
  const read = await threadDatabase();
  const isOwn = await ownership(read, caller);
  const placesIn = await placesOfFailures(read, row.run, planned.scenario, caller);
  const view = reportView(stored, planned, { isOwn, placesIn });
  return sentText(JSON.stringify({ ...row, report: isSecret ? { ...view, seed: null } : view }));
}
