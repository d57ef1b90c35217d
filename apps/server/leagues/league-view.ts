import { CronTime } from 'cron';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { LeagueEntity, LeagueState } from '../database/entities/league.entity.js';

/** A league as everybody may see it; a sealed seed shows its hash only. */
export type LeagueView = LeagueDefinition & {
  readonly state: LeagueState;
  /** whether the administrator has handed in the secret of a sealed seed */
  readonly sealedSeedReady?: boolean;
  /** when it is due next; null: on request only */
  readonly nextRun: string | null;
};

export function leagueView({ definition, state, secretSeed }: LeagueEntity): LeagueView {
  const { schedule, seed } = definition;
  const due = state === 'active' && schedule !== undefined;
  return {
    ...definition,
    state,
    ...(typeof seed !== 'string' && { sealedSeedReady: secretSeed !== null }),
    nextRun: due ? new CronTime(schedule, 'UTC').sendAt().toUTC().toISO() : null,
  };
}
