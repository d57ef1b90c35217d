import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { tarOf } from '#results/export/tar.js';
import type { Caller } from '../access/access.js';
import { ProblemError } from '../problem/problem.js';
import { Replays, type ReplayReader } from '../runs/replays.js';
import { WithheldMatches } from '../runs/withheld-matches.js';

const pack = promisify(gzip);

/** Matches as tables, of what is stored and of what a replay finds out again: schedules and orders are stored nowhere. */
@Injectable()
export class TableArchives {
  constructor(
    private readonly withheld: WithheldMatches,
    private readonly replays: Replays,
  ) {}

  /** A .tar.gz. Throws problems. */
  async of(match: MatchEntity, caller: Caller | undefined, reader: ReplayReader): Promise<Buffer> {
    // Schedules show the loads and the weather of what was drawn.
    const reason = caller?.kind === 'admin' ? null : await this.withheld.reason(match);
    if (reason !== null)
      throw new ProblemError(
        403,
        'withheld',
        `the tables of match ${match.id} are the administrator's: ${reason}`,
      );
    const tables = await this.replays.tables(match, reader);
    const files = [...tables].map(([name, text]) => [`${match.id}/${name}`, Buffer.from(text)] as const);
    return pack(tarOf(new Map(files)));
  }
}
