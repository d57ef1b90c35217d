import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who signed in on the pages with a team's token. */
@Entity('session')
export class SessionEntity {
  /** SHA-256 of what the browser holds; that itself is nowhere */
  @PrimaryColumn('varchar')
  hash!: string;

  /** id of the team */
  @Column('varchar')
  team!: string;

  /** ms since 1970 */
  @Column('integer')
  until!: number;
}
