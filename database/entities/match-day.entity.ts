import type { PackedDay } from '#leagues/run/match-player.port.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A day of a match over days that has not ended yet: a later attempt goes on from there. */
@Entity('match_day')
export class MatchDayEntity implements PackedDay {
  @PrimaryColumn('varchar')
  match!: string;

  @PrimaryColumn('integer')
  day!: number;

  @Column('text')
  record!: string;
}
