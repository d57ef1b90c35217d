import type { ComparedTeam } from '#matches/runs/lay-out-run.js';
import type { ComparedMechanism } from '#leagues/scenario-files/mechanisms.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type MatchState = 'queued' | 'playing' | 'played' | 'failed' | 'cancelled';

/** A match of a run: who plays it, its place in the queue, and what is often asked of its result. */
@Entity('match')
@Index(['state', 'priority', 'run', 'serial'])
@Index(['run', 'serial'], { unique: true })
@Index('match_results', ['run', 'outcome', 'state', 'serial'])
export class MatchEntity {
  /** `<run>-<serial>` */
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar')
  run!: string;

  @Column('integer')
  serial!: number;

  @Column('varchar')
  state!: MatchState;

  /** the lower, the earlier */
  @Column('integer')
  priority!: number;

  /** how often it has been started */
  @Column('integer')
  attempts!: number;

  @Column('varchar', { nullable: true })
  lease!: string | null;

  /** ms since 1970; of one that waits after a fault: when it may be tried again */
  @Column('integer', { nullable: true })
  leasedUntil!: number | null;

  /** why the platform could not play it */
  @Column('text', { nullable: true })
  fault!: string | null;

  @Column('varchar', { nullable: true })
  outcome!: string | null;

  @Column('integer', { nullable: true })
  rounds!: number | null;

  @Column('double precision', { nullable: true })
  efficiency!: number | null;

  @Column('varchar', { nullable: true })
  resultHash!: string | null;

  @Column('integer', { nullable: true })
  finishedAt!: number | null;

  /** what the plan of the run says of it, as `PlannedMatch` */
  @Column('integer')
  block!: number;

  @Column('varchar')
  scenario!: string;

  @Column('varchar')
  seed!: string;

  @Column('varchar')
  dealer!: string;

  @Column('simple-json')
  teams!: readonly string[];

  /** null: as the league says */
  @Column('varchar', { nullable: true })
  mechanism!: ComparedMechanism | null;

  @Column('boolean')
  scored!: boolean;

  /** null: none */
  @Column('simple-json', { nullable: true, select: false })
  compared!: readonly ComparedTeam[] | null;
}

/** A match as it was planned. */
export function plannedMatch({ id, run, ...match }: MatchEntity): PlannedMatch {
  const { serial, block, scenario, seed, dealer, teams, mechanism, scored } = match;
  return {
    ...{ serial, id: id.slice(run.length + 1), block, scenario, seed, dealer, teams },
    ...(mechanism !== null && { mechanism }),
    scored,
  };
}
