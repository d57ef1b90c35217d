import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { Check, CheckName } from '#sandbox/admission/verdict.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type SubmissionStatus = 'checking' | 'accepted' | 'rejected' | 'withdrawn';

/** Whether everybody may have the source after a season: `agreed`, its team says so; `released`, its season is over. */
export type Release = 'no' | 'agreed' | 'released';

/** A check as it is stored: those of admission, and how an admission without verdict was ended. */
export type SubmissionCheck = Omit<Check, 'name'> & {
  /** `time`: it took too long; `platform`: its process was lost; `remote`: it is elsewhere, and was not checked */
  readonly name: CheckName | 'time' | 'platform' | 'remote';
};

@Entity('submission')
@Index(['status', 'team'])
@Index(['team', 'kind', 'name', 'version'], { unique: true })
export class SubmissionEntity {
  @PrimaryColumn('varchar')
  id!: string;

  /** id of the owner; empty: a reference plugin */
  @Column('varchar')
  team!: string;

  @Column('varchar')
  kind!: FrozenSubmission['kind'];

  @Column('varchar')
  name!: string;

  /** 1, 2, ... per owner, kind and name */
  @Column('integer')
  version!: number;

  @Column('varchar')
  sha256!: string;

  /** name of the author's file */
  @Column('varchar')
  file!: string;

  @Column('varchar')
  status!: SubmissionStatus;

  @Column('simple-json')
  checks!: SubmissionCheck[];

  /** how often its checks have been begun */
  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('varchar', { default: 'no' })
  release!: Release;

  @Column('integer')
  createdAt!: number;

  /** long, so it stands last (`sources-last.migration.ts`) */
  @Column('text')
  source!: string;
}
