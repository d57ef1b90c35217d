import { matchId } from '#leagues/run/match-task.js';
import { convergenceFigure } from '#results/export/figures/convergence-figure.js';
import { gapCurves } from '#results/metrics/gap-curve.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { matchResults } from '#matches/runs/run-boards.js';
import { MatchRecordEntity } from '../../database/entities/match-record.entity.js';
import { plannedRun } from '../stored-plan.js';
import { threadDatabase } from '../thread-database.js';

export interface ConvergenceRequest {
  readonly databaseFile: string;
  readonly run: string;
}

/** SVG. */
export interface ConvergenceFigures {
  readonly agents: string;
  readonly dealers: string;
}

/** Draws how the markets of a run converged, by strategy and by dealer policy. */
export default async function convergence({
  databaseFile,
  run: id,
}: ConvergenceRequest): Promise<ConvergenceFigures> {
  const read = await threadDatabase(databaseFile);
  const { plan } = await plannedRun(read, id);
  const reports = new Map<string, MatchRecordEntity['report']>();
  for (const planned of plan.matches) {
    const match = matchId(id, planned.id);
    const record = await read.findOne(MatchRecordEntity, {
      select: { match: true, report: true },
      where: { match },
    });
    if (record) reports.set(match, record.report);
  }
  const { scored } = matchResults(id, plan, (match) => {
    const report = reports.get(match);
    return report && { report };
  });
  const names = new Map(plan.submissions.map((submission) => [submission.id, submission.name]));
  const figureBy = (groupsOf: (match: MatchResult) => readonly string[]): string =>
    convergenceFigure(gapCurves(scored, groupsOf, (group) => names.get(group) ?? group));
  return { agents: figureBy(({ place }) => place.teams), dealers: figureBy(({ place }) => [place.dealer]) };
}
