import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LeagueState = 'active' | 'paused' | 'removed';

/** A run that could not begin. */
export interface FailedStart {
  /** ms since 1970 */
  readonly at: number;
  readonly reason: string;
}

@Entity('league')
export class LeagueEntity {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('simple-json')
  definition!: LeagueDefinition;

  /** `removed`: out of every list, never played again; what it has played stays */
  @Column('varchar')
  state!: LeagueState;

  /** whether its definition follows the file that comes with GridLeague */
  @Column('boolean')
  shipped!: boolean;

  /** the seed behind a seal, told to nobody before its run is over */
  @Column('varchar', { nullable: true })
  secretSeed!: string | null;

  /** until when the schedule has been dealt with, ms since 1970 */
  @Column('integer')
  scheduledUntil!: number;

  /** its last start that was due, if it failed */
  @Column('simple-json', { nullable: true })
  failedStart!: FailedStart | null;

  @Column('integer')
  createdAt!: number;
}
