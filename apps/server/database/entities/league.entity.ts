import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('league')
export class LeagueEntity {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('simple-json')
  definition!: LeagueDefinition;

  @Column('varchar')
  state!: 'active' | 'paused';

  /** the seed behind a seal, told to nobody before its run is over */
  @Column('varchar', { nullable: true })
  secretSeed!: string | null;

  /** until when the schedule has been dealt with, ms since 1970 */
  @Column('integer')
  scheduledUntil!: number;

  @Column('integer')
  createdAt!: number;
}
