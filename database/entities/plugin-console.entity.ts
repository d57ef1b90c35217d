import type { PluginWords } from '#leagues/run/match-player.port.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a submission wrote to its console in a match; for its owner and the administrator. */
@Entity('plugin_console')
@Index(['submission', 'at'])
export class PluginConsoleEntity {
  @PrimaryColumn('varchar')
  match!: string;

  @PrimaryColumn('varchar')
  submission!: string;

  /** when the match was over, ms since 1970 */
  @Column('integer')
  at!: number;

  @Column('simple-json')
  lines!: PluginWords['lines'];

  /** lines that were not kept */
  @Column('integer')
  unsaid!: number;
}
