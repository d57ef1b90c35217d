import { Injectable } from '@nestjs/common';
import type { MatchEntity } from '#database/entities/match.entity.js';
import type { Caller } from '../access/access.js';
import { ProblemError } from '../problem/problem.js';
import { Replays, type ReplayReader } from '../runs/replays.js';
import { WithheldMatches } from '../runs/withheld-matches.js';

/** Matches as tables, of what is stored and of what a replay finds out again: schedules and orders are stored nowhere. */
@Injectable()
export class TableArchives {
  constructor(
    private readonly withheld: WithheldMatches,
    private readonly replays: Replays,
  ) {}

  /** A .tar.gz, in pieces. Throws problems. */
  async of(
    match: MatchEntity,
    caller: Caller | undefined,
    reader: ReplayReader,
  ): Promise<readonly Uint8Array[]> {
    // Schedules show the loads and the weather of what was drawn.
    const reason = caller?.kind === 'admin' ? null : await this.withheld.reason(match);
    if (reason !== null)
      throw new ProblemError(
        403,
        'withheld',
        `the tables of match ${match.id} are the administrator's: ${reason}`,
      );
    return this.replays.tables(match, reader);
  }
}
