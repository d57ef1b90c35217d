import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { reportView } from '../../matches/match-view.js';
import type { Caller } from '../../access/access.js';
import { ownership } from '../../submissions/ownership.js';
import { storedReport } from '../stored-record.js';
import { threadDatabase } from '../thread-database.js';

export interface MatchReportRequest {
  readonly databaseFile: string;
  readonly match: string;
  readonly planned: PlannedMatch;
  readonly caller: Caller | null;
  /** nobody may know the seed yet */
  readonly isSecret: boolean;
}

/** The report of a match as its reader may see it, as JSON; `null` where it has not been played. */
export default async function report(request: MatchReportRequest): Promise<string> {
  const { databaseFile, match, planned, caller, isSecret } = request;
  const stored = await storedReport(databaseFile, match);
  if (!stored) return 'null';
  const isOwn = await ownership(await threadDatabase(databaseFile), caller);
  const view = reportView(stored, planned, isOwn);
  return JSON.stringify(isSecret ? { ...view, seed: null } : view);
}
