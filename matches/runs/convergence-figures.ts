import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { convergenceFigure } from '#results/export/figures/convergence-figure.js';
import { gapCurves } from '#results/metrics/gap-curve.js';
import type { MatchResult } from '#results/metrics/match-result.js';
import { contestantNames } from '#results/standings/contestant-names.js';

/** How the markets of a run converged, by strategy and by dealer policy; SVG. */
export interface ConvergenceFigures {
  readonly agents: string;
  readonly dealers: string;
}

/** `submissions`: what the plugins of these matches are called. */
export function convergenceFigures(
  matches: readonly MatchResult[],
  submissions: readonly Pick<FrozenSubmission, 'id' | 'name' | 'version'>[],
): ConvergenceFigures {
  const nameOf = contestantNames(submissions);
  const figureBy = (groupsOf: (match: MatchResult) => readonly string[]): string =>
    convergenceFigure(gapCurves(matches, groupsOf, nameOf));
  return { agents: figureBy(({ place }) => place.teams), dealers: figureBy(({ place }) => [place.dealer]) };
}
