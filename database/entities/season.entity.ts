import type { SeasonDefinition, SeasonPhase } from '#leagues/definition/season-schema.js';
import type { LeftOutPlugin } from '#leagues/pairing/fair-field.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * `open`: until its entrants are frozen (also before its window opens); `frozen` and `qualified`: what comes next is not due, or
 * cannot begin; `qualification` and `final`: its runs are on.
 */
export type StoredSeasonState =
  'open' | 'frozen' | 'qualification' | 'qualified' | 'final' | 'finished' | 'cancelled';

export interface SeasonRun {
  readonly phase: SeasonPhase;
  readonly league: string;
  readonly run: string;
  /** of its entrants, by others of their teams; absent: none */
  readonly leftOut?: readonly LeftOutPlugin[];
}

export interface SeasonChampion {
  readonly kind: 'agent' | 'dealer';
  readonly place: number;
  readonly score: number;
  /** what took part */
  readonly submission: string;
  /** as what later leagues play it: a submission of its own that stays as it is */
  readonly champion: string;
  /** what league files call it */
  readonly name: string;
}

@Entity('season')
export class SeasonEntity {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('simple-json')
  definition!: SeasonDefinition;

  @Index()
  @Column('varchar')
  state!: StoredSeasonState;

  /** frozen when submissions ended; null: not yet */
  @Column('simple-json', { nullable: true })
  entrants!: readonly FrozenSubmission[] | null;

  /** ids of those that play the final; null: not known, or all */
  @Column('simple-json', { nullable: true })
  qualified!: readonly string[] | null;

  @Column('simple-json')
  runs!: readonly SeasonRun[];

  @Column('simple-json', { nullable: true })
  champions!: readonly SeasonChampion[] | null;

  /** why it does not go on, or was cancelled; null: it goes on */
  @Column('varchar', { nullable: true })
  waits!: string | null;

  /** ms since 1970 */
  @Column('integer')
  createdAt!: number;

  @Column('integer', { nullable: true })
  endedAt!: number | null;
}
