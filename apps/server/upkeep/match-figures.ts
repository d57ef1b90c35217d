import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#database/bounded-cache.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { TRIALS } from '#leagues/run/trials.js';
import type { Gauge } from '../operation/tally.js';

/** ms; all matches are counted, and anybody may ask */
const FRESH_MILLISECONDS = 5000;
/** Failed ones may be played again, and trials are forgotten: a counter never falls. */
const ENDED = `SELECT "outcome", COUNT(*) AS "matches" FROM "match"
  WHERE "outcome" IS NOT NULL AND "run" NOT LIKE '${TRIALS}%' GROUP BY 1 ORDER BY 1`;
const FAILED = `SELECT COUNT(*) AS "matches" FROM "match" WHERE "state" = 'failed'`;

/** Matches of the whole deployment, whichever process has played them: as the database has them. */
@Injectable()
export class MatchFigures {
  private readonly kept = new BoundedCache<Gauge[]>(1);

  constructor(private readonly database: Database) {}

  /** Those that have ended, by outcome, and those that failed for good. */
  ended(): Promise<Gauge[]> {
    const age = String(Math.floor(performance.now() / FRESH_MILLISECONDS));
    return this.kept.get(age, async () => {
      const rows = await rowsOf<{ outcome: string; matches: number }>(this.database.read, ENDED);
      const [failed] = await rowsOf<{ matches: number }>(this.database.read, FAILED);
      return [
        {
          name: 'gridleague_matches_total',
          help: 'matches played to an outcome, trials aside: all of the deployment, the same on each of its servers',
          type: 'counter',
          value: rows.map(({ outcome, matches }) => ({ labels: { outcome }, value: Number(matches) })),
        },
        {
          name: 'gridleague_matches_failed',
          help: 'matches of the deployment that have failed, all attempts used up, and are not played again',
          value: Number(failed!.matches),
        },
      ];
    });
  }
}
