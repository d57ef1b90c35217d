import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('team')
export class TeamEntity {
  @PrimaryColumn('varchar')
  id!: string;

  @Column('varchar', { unique: true })
  name!: string;

  /** SHA-256 of the token; the token itself is nowhere */
  @Column('varchar', { unique: true })
  tokenHash!: string;

  /** ms since 1970 */
  @Column('integer')
  createdAt!: number;
}
