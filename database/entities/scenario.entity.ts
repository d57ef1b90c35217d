import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version of a scenario that was uploaded; leagues play the newest. */
@Entity('scenario')
export class ScenarioEntity {
  @PrimaryColumn('varchar')
  id!: string;

  /** 1, 2, ... */
  @PrimaryColumn('integer')
  version!: number;

  /** of its package */
  @Column('varchar')
  sha256!: string;

  @Column('integer')
  createdAt!: number;
}
