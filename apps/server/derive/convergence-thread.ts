// Draws how the markets of a run converged, by strategy and by dealer policy.
import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { matchId } from '#leagues/run/match-task.js';
import { convergenceFigure } from '#results/export/figures/convergence-figure.js';
import { gapCurve } from '#results/metrics/gap-curve.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { matchResults } from '../../worker/run-boards.js';
import { openSource } from '../database/open-source.js';
import { MatchRecordEntity } from '../database/entities/match-record.entity.js';
import { RunEntity } from '../database/entities/run.entity.js';

export interface ConvergenceRequest {
  readonly databaseFile: string;
  readonly run: string;
}

/** SVG. */
export interface ConvergenceFigures {
  readonly agents: string;
  readonly dealers: string;
}

const { databaseFile, run: id } = workerData as ConvergenceRequest;
const source = await openSource(databaseFile);
const { plan } = await source.manager.findOneByOrFail(RunEntity, { id });
const reports = new Map<string, MatchRecordEntity['report']>();
for (const planned of plan.matches) {
  const match = matchId(id, planned.id);
  const record = await source.manager.findOne(MatchRecordEntity, {
    select: { match: true, report: true },
    where: { match },
  });
  if (record) reports.set(match, record.report);
}
await source.destroy();
const { scored } = matchResults(id, plan, (match) => {
  const report = reports.get(match);
  return report && { report, roundCap: report.rounds };
});
const names = new Map(plan.submissions.map((submission) => [submission.id, submission.name]));

function figureBy(groupsOf: (match: MatchResult) => readonly string[]): string {
  const groups = [...new Set(scored.flatMap(groupsOf))].sort();
  return convergenceFigure(
    groups.map((group) =>
      gapCurve(
        names.get(group) ?? group,
        scored.filter((match) => groupsOf(match).includes(group)),
      ),
    ),
  );
}

const figures: ConvergenceFigures = {
  agents: figureBy(({ place }) => place.teams),
  dealers: figureBy(({ place }) => [place.dealer]),
};
parentPort!.postMessage(figures);
