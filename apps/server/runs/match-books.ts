import { Injectable } from '@nestjs/common';
import { BoundedCache } from '#database/bounded-cache.js';
import type { MatchEntity } from '#database/entities/match.entity.js';
import type { ShownBooks } from '#matches/play/shown/shown-books.js';
import { requestLimits } from '#api/limits/request-limits.js';
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
    ...{ most: 200, mostWeight: requestLimits.booksKept },
    weightOf: (books) => [...books.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
  });

  constructor(
    private readonly replays: Replays,
    private readonly withheld: WithheldMatches,
  ) {}

  /** Throws problems. */
  async of(match: MatchEntity, reader: ReplayReader): Promise<ShownBooks> {
    const reason = await this.withheld.reason(match);
    if (reason !== null)
      throw new ProblemError(403, 'withheld', `the orders of match ${match.id} are not shown: ${reason}`);
    const known = this.kept.known(match.id);
    if (known) return known;
    // Whoever else waits for it waits by themselves, and on when this reader is gone.
    const books = await this.replays.books(match, reader);
    return this.kept.get(match.id, () => Promise.resolve(shared(books)));
  }
}

/** In memory that threads share: those that draw pages get it without a copy. */
function shared(books: ShownBooks): ShownBooks {
  return new Map(
    [...books].map(([round, zipped]) => {
      const bytes = new Uint8Array(new SharedArrayBuffer(zipped.byteLength));
      bytes.set(zipped);
      return [round, bytes];
    }),
  );
}
