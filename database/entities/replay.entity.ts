import type { MatchComparison } from '#matches/verify/differences/compare-match.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the last replay of a match found; can be found again at any time. */
@Entity('replay')
export class ReplayEntity {
  @PrimaryColumn('varchar')
  match!: string;

  /** hash of the build and of all that was compared: for anything else it says nothing */
  @Column('varchar')
  compared!: string;

  @Column('simple-json')
  comparison!: MatchComparison;
}
