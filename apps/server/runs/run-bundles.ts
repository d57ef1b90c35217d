import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { matchId } from '#leagues/run/match-task.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { bundleLines, type BundledPlugin } from '../../match/run-bundle.js';
import { Database } from '../database/database.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import type { RunEntity } from '../database/entities/run.entity.js';
import { RunFileEntity } from '../database/entities/run-file.entity.js';
import { reportView } from '../matches/match-view.js';

const unzip = promisify(gunzip);

/** Runs for replay elsewhere, as lines; one match at a time is in memory. */
@Injectable()
export class RunBundles {
  constructor(private readonly database: Database) {}

  /**
   * The bundle of a run that is over. `isOwn`: submissions whose sources and logs the reader may see; the
   * sources of reference plugins are everybody's.
   */
  async lines(run: RunEntity, isOwn: (submission: string) => boolean): Promise<AsyncGenerator<string>> {
    const { id, definition, plan, anchor } = run;
    const files = await this.database.read.findBy(RunFileEntity, { run: id });
    const plugins = files.map(({ file }): BundledPlugin => {
      return file.baseline || isOwn(file.id) ? file : { ...file, file: '', source: null };
    });
    const head = { format: 'gridleague-run' as const, id, definition, plan, plugins, anchor };
    return bundleLines(head, this.matchLines(run, isOwn));
  }

  private async *matchLines(
    { id, plan }: RunEntity,
    isOwn: (submission: string) => boolean,
  ): AsyncGenerator<string> {
    for (const planned of plan.matches) {
      const line = await this.matchLine(matchId(id, planned.id), planned, isOwn);
      if (line !== null) yield line;
    }
  }

  private async matchLine(
    match: string,
    planned: PlannedMatch,
    isOwn: (submission: string) => boolean,
  ): Promise<string | null> {
    const record = await this.database.read.findOneBy(MatchRecordEntity, { match });
    if (!record) return null;
    const { roundCap } = await this.database.read.findOneOrFail(MatchEntity, {
      select: { id: true, roundCap: true },
      where: { id: match },
    });
    const report = reportView(record.report, planned, isOwn);
    const rounds = (await unzip(record.rounds)).toString('utf8');
    // The rounds are JSON already.
    return `${JSON.stringify({ match, roundCap, report }).slice(0, -1)},"rounds":${rounds}}`;
  }
}
