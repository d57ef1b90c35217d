import { CronTime } from 'cron';
import type { LeagueEntity } from '#database/entities/league.entity.js';
import type { ApiAnswer } from '#api/schemas.js';

/** A league as everybody may see it. */
export type LeagueView = ApiAnswer<'League'>;

export function leagueView({ definition, state, secretSeed, failedStart }: LeagueEntity): LeagueView {
  const { schedule, seed } = definition;
  const due = state === 'active' && schedule !== undefined;
  return {
    ...definition,
    state,
    ...(typeof seed !== 'string' && { sealedSeedReady: secretSeed !== null }),
    failedStart: failedStart && { ...failedStart, at: new Date(failedStart.at).toISOString() },
    nextRun: due ? new CronTime(schedule, 'UTC').sendAt().toUTC().toISO() : null,
  };
}
