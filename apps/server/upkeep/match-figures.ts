import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#database/bounded-cache.js';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import type { Gauge } from '../operation/tally.js';

/** ms; all matches are counted, and anybody may ask */
const FRESH_MILLISECONDS = 5000;
const ENDED = `SELECT coalesce("outcome", "state") AS "outcome", COUNT(*) AS "matches" FROM "match"
  WHERE "outcome" IS NOT NULL OR "state" = 'failed' GROUP BY 1 ORDER BY 1`;

/** Matches of the whole deployment, whichever process has played them: as the database has them. */
@Injectable()
export class MatchFigures {
  private readonly kept = new BoundedCache<Gauge>(1);

  constructor(private readonly database: Database) {}

  /** Those that have ended, by outcome. */
  ended(): Promise<Gauge> {
    const age = String(Math.floor(performance.now() / FRESH_MILLISECONDS));
    return this.kept.get(age, async () => {
      const rows = await rowsOf<{ outcome: string; matches: number }>(this.database.read, ENDED);
      return {
        name: 'gridleague_matches_total',
        help: 'matches ended, by outcome: all of the deployment, the same on each of its servers',
        type: 'counter',
        value: rows.map(({ outcome, matches }) => ({ labels: { outcome }, value: Number(matches) })),
      };
    });
  }
}
