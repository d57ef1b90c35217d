import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#database/bounded-cache.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import type { ShownBooks } from '#matches/play/shown-books.js';
import { ProblemError } from '../problem/problem.js';
import { Replays, type ReplayReader } from './replays.js';
import { WithheldMatches } from './withheld-matches.js';

/**
 * The order books of matches, which no record holds: a match is played again for them, within the limits of replays. Those that were
 * asked for last are kept in memory.
 */
@Injectable()
export class MatchBooks {
  private readonly kept = new BoundedCache<ShownBooks>({
    ...{ most: 200, mostWeight: 64_000_000 },
    weightOf: (books) => [...books.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
  });

  constructor(
    private readonly replays: Replays,
    private readonly withheld: WithheldMatches,
  ) {}

  /** The book of a round, zipped (`shownOrders`); null: it has none. Throws problems. */
  async of(match: MatchEntity, round: number, reader: ReplayReader): Promise<Uint8Array | null> {
    const reason = await this.withheld.reason(match);
    if (reason !== null)
      throw new ProblemError(403, 'withheld', `the orders of match ${match.id} are not shown: ${reason}`);
    const books = await this.kept.get(match.id, () => this.replays.books(match, reader));
    return books.get(round) ?? null;
  }
}
