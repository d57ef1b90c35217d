import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { LineUpDesign } from '#leagues/pairing/run-plan.js';
import type { PlanHead } from '#matches/runs/lay-out-run.js';
import type { RunAnchorRecord } from '#matches/ledger/anchor-run.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type RunState = 'queued' | 'running' | 'finished' | 'failed' | 'cancelled';

/** A look that came with more blocks. */
export interface FurtherLook {
  /** number of its last block */
  readonly blocks: number;
  /** matches of the looks before */
  readonly before: number;
  /** when it was asked for, ms since 1970 */
  readonly createdAt: number;
  /** of its own matches; null: not over, or nowhere */
  readonly anchor: RunAnchorRecord | null;
}

@Entity('run')
@Index(['league', 'number'], { unique: true })
export class RunEntity {
  /** `<league>-<number>` */
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar')
  league!: string;

  /** 1, 2, ... per league */
  @Column('integer')
  number!: number;

  @Index()
  @Column('varchar')
  state!: RunState;

  /** as it was when the run was planned */
  @Column('simple-json')
  definition!: LeagueDefinition;

  @Column('simple-json')
  plan!: PlanHead;

  /** its scenarios by hash, frozen with its submissions; null: from before */
  @Column('simple-json', { nullable: true })
  packages!: readonly FrozenScenario[] | null;

  /** of its design */
  @Column('simple-json', { nullable: true, select: false })
  lineUps!: LineUpDesign['lineUps'] | null;

  /** the secret behind its seal, shown once it is over; null: not sealed */
  @Column('varchar', { nullable: true })
  secretSeed!: string | null;

  /** the hash that its league had published of its secret; null: not sealed */
  @Index()
  @Column('varchar', { nullable: true })
  sealed!: string | null;

  @Column('integer')
  createdAt!: number;

  @Column('integer', { nullable: true })
  startedAt!: number | null;

  /** of one that is on: when its look before was over */
  @Column('integer', { nullable: true })
  finishedAt!: number | null;

  @Column('varchar', { nullable: true })
  error!: string | null;

  /** of its first look */
  @Column('simple-json', { nullable: true })
  anchor!: RunAnchorRecord | null;

  /** its second look and those after it; null: it was never extended */
  @Column('simple-json', { nullable: true })
  looks!: readonly FurtherLook[] | null;
}
