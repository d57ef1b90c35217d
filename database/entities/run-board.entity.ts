import type { RunBoards } from '#matches/runs/run-boards.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The boards of a finished run; derived, can be computed again at any time. */
@Entity('run_board')
export class RunBoardEntity {
  @PrimaryColumn('varchar')
  run!: string;

  @Column('simple-json')
  boards!: RunBoards;
}
