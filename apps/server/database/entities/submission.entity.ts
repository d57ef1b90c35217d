import type { Check } from '#sandbox/admission/verdict.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type SubmissionStatus = 'checking' | 'accepted' | 'rejected' | 'withdrawn';

@Entity('submission')
@Index(['team', 'kind', 'name', 'version'], { unique: true })
export class SubmissionEntity {
  @PrimaryColumn('varchar')
  id!: string;

  /** id of the owner; empty: a reference plugin */
  @Column('varchar')
  team!: string;

  @Column('varchar')
  kind!: 'agent' | 'dealer';

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

  @Column('text')
  source!: string;

  @Column('varchar')
  status!: SubmissionStatus;

  @Column('simple-json')
  checks!: Check[];

  @Column('integer')
  createdAt!: number;
}
