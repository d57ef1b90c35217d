import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A scenario with its series, as some run plays it or somebody uploaded it. */
@Entity('scenario_package')
export class ScenarioPackageEntity {
  @PrimaryColumn('varchar')
  sha256!: string;

  /** of the scenario */
  @Column('varchar')
  id!: string;

  /** gzipped `ScenarioPackage.content` */
  @Column('blob')
  content!: Uint8Array;
}
