import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MatchReport } from '#market/match/report/report.js';
import { engineIdentity } from '#matches/play/engine-identity.js';
import type { MatchComparison, StoredMatch } from '#matches/verify/differences/compare-match.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { ReplayEntity } from '#database/entities/replay.entity.js';
import { ProblemError } from '../problem/problem.js';

/** What a replay is compared with. */
export interface RecordedMatch {
  readonly stored: StoredMatch;
  /** hash of the build and of all that is compared */
  readonly key: string;
}

/** What replays found, remembered as long as neither the build nor anything that was compared changes. */
@Injectable()
export class KeptReplays {
  private readonly engine = engineIdentity();

  constructor(private readonly database: Database) {}

  /** What is stored of a match. Throws a problem where nothing is. */
  async recorded(match: MatchEntity): Promise<RecordedMatch> {
    const { id, outcome, efficiency, rounds, resultHash } = match;
    // As it is stored: nothing of it is taken apart here.
    const [record] = await rowsOf<{ report: string; rounds: Uint8Array }>(
      this.database.read,
      `SELECT "report", "rounds" FROM "match_record" WHERE "match" = ?1`,
      [id],
    );
    if (!record) throw new ProblemError(409, 'not-played', `match ${id} has not been played`);
    const row = { outcome, efficiency, rounds, resultHash } as StoredMatch['row'] &
      Pick<MatchReport, 'outcome'>;
    const { seed, scenario, dealer, teams } = match;
    const facts = [await this.engine, id, seed, scenario, dealer, teams, row];
    const hash = createHash('sha256').update(JSON.stringify(facts));
    const key = hash.update(record.report).update(record.rounds).digest('hex');
    return { stored: { ...record, row }, key };
  }

  async find(match: string, key: string): Promise<MatchComparison | null> {
    const row = await this.database.read.findOneBy(ReplayEntity, { match, compared: key });
    return row?.comparison ?? null;
  }

  /** Where the clock struck, another replay may find something else: only what can be relied on is kept. */
  async keep(match: string, key: string, comparison: MatchComparison): Promise<void> {
    if (comparison.excused) return;
    await this.database.write((manager) =>
      manager.upsert(ReplayEntity, { match, compared: key, comparison }, ['match']),
    );
  }
}
