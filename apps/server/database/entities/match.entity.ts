import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type MatchState = 'queued' | 'playing' | 'played' | 'failed' | 'cancelled';

/** A match of a run: its place in the queue, and what is often asked of its result. */
@Entity('match')
@Index(['state', 'priority', 'run', 'serial'])
@Index(['run', 'serial'], { unique: true })
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

  /** ms since 1970 */
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
  roundCap!: number | null;

  @Column('integer', { nullable: true })
  finishedAt!: number | null;
}
