import type { EntityManager } from 'typeorm';
import { TRIALS } from '#leagues/run/trials.js';
import { dialectOf } from '#database/dialect.js';
import { MatchEntity } from '#database/entities/match.entity.js';

export interface MatchesOfSubmission {
  readonly submission: string;
  /** only of this run */
  readonly run?: string | undefined;
  /** the newest, so many */
  readonly matches: number;
}

/** The newest played matches of leagues in which a submission took part, the oldest of them first. */
export async function matchesOfSubmission(
  read: EntityManager,
  { submission, run, matches }: MatchesOfSubmission,
): Promise<MatchEntity[]> {
  const query = read
    .createQueryBuilder(MatchEntity, 'match')
    .where("match.state = 'played'")
    .andWhere('match.run NOT LIKE :trials', { trials: `${TRIALS}%` })
    // Team lists are JSON: an id stands in quotes.
    .andWhere(`(match.dealer = :submission OR ${dialectOf(read).contains('match.teams', ':quoted')})`, {
      submission,
      quoted: JSON.stringify(submission),
    })
    .orderBy('match.finishedAt', 'DESC')
    .addOrderBy('match.id', 'DESC')
    .take(matches);
  if (run !== undefined) query.andWhere('match.run = :run', { run });
  return (await query.getMany()).reverse();
}
