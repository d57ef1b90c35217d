import type { MatchReport } from '#market/match/report/report.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a match gave, written once: its report, and its raw rounds as gzipped JSON. */
@Entity('match_record')
export class MatchRecordEntity {
  @PrimaryColumn('varchar')
  match!: string;

  @Column('simple-json')
  report!: MatchReport;

  @Column('blob')
  rounds!: Uint8Array;
}
