import { plannedMatch } from '#database/entities/match.entity.js';
import { reportView } from '#matches/runs/report-view.js';
import { groupFailures, type MatchWithFailures } from '#matches/runs/group-failures.js';
import type { Caller } from '../../access/access.js';
import type { ApiAnswer } from '#api/schemas.js';
import { matchesOfSubmission, type MatchesOfSubmission } from '../matches-of-submission.js';
import { placesOfFailures } from '../secret-scenarios.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport } from '../stored-record.js';
import { threadDatabase } from '../thread-database.js';

export interface PluginFailuresRequest extends MatchesOfSubmission {
  readonly caller: Caller | null;
}

/** What went wrong in the newest matches of a plugin, grouped by reason, as JSON. */
export default async function failures(request: PluginFailuresRequest): Promise<SentText> {
  const { submission, caller } = request;
  const read = await threadDatabase();
  const found: MatchWithFailures[] = [];
  const places = new Map<string, ReturnType<typeof placesOfFailures>>();
  for (const match of await matchesOfSubmission(read, request)) {
    const report = await storedReport(match.id);
    if (!report) continue;
    const planned = plannedMatch(match);
    const market = JSON.stringify([match.run, match.scenario]);
    const placesIn = places.get(market) ?? placesOfFailures(read, match.run, match.scenario, caller);
    places.set(market, placesIn);
    found.push({
      id: match.id,
      planned,
      report: reportView(report, planned, { isOwn: () => true, placesIn: await placesIn }),
    });
  }
  const groups = groupFailures(submission, found);
  const answer: ApiAnswer<'SubmissionFailures'> = { submission, matches: found.length, groups };
  return sentText(JSON.stringify(answer));
}
