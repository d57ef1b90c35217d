import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A scenario of a team's own, for trials of its plugins: nobody else learns of it, and no league plays it. */
@Entity('own_scenario')
export class OwnScenarioEntity {
  /** id of the team */
  @PrimaryColumn('varchar')
  team!: string;

  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar')
  sha256!: string;

  /** gzipped, as packages of leagues are; here, so that nobody finds it by its hash */
  @Column('blob')
  content!: Uint8Array;

  /** ms since 1970 */
  @Column('integer')
  createdAt!: number;
}
