import type { PluginFile } from '#leagues/run/match-task.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The plugin files a run is played with, frozen when it was planned. */
@Entity('run_file')
export class RunFileEntity {
  @PrimaryColumn('varchar')
  run!: string;

  @PrimaryColumn('varchar')
  submission!: string;

  @Column('simple-json')
  file!: PluginFile;
}
