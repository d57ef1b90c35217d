import { MatchEntity, plannedMatch } from '#database/entities/match.entity.js';
import { reportView } from '#matches/runs/report-view.js';
import { groupFailures, type FailedMatch } from '#matches/runs/group-failures.js';
import type { Caller } from '../../access/access.js';
import type { ApiAnswer } from '../../openapi/schemas.js';
import { placesOfFailures } from '../secret-scenarios.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedReport } from '../stored-record.js';
import { threadDatabase } from '../thread-database.js';

export interface PluginFailuresRequest {
  readonly submission: string;
  /** only of this run */
  readonly run?: string | undefined;
  /** the newest matches that are looked at */
  readonly matches: number;
  readonly caller: Caller | null;
}

/** What went wrong in the newest matches of a plugin, grouped by reason, as JSON. */
export default async function failures(request: PluginFailuresRequest): Promise<SentText> {
  const { submission, run, matches, caller } = request;
  const read = await threadDatabase();
  const query = read
    .createQueryBuilder(MatchEntity, 'match')
    .where("match.state = 'played'")
    // Team lists are JSON: an id stands in quotes.
    .andWhere('(match.dealer = :submission OR instr(match.teams, :quoted) > 0)', {
      submission,
      quoted: JSON.stringify(submission),
    })
    .orderBy('match.finishedAt', 'DESC')
    .addOrderBy('match.id', 'DESC')
    .take(matches);
  if (run !== undefined) query.andWhere('match.run = :run', { run });
  const found: FailedMatch[] = [];
  const places = new Map<string, ReturnType<typeof placesOfFailures>>();
  for (const match of (await query.getMany()).reverse()) {
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
