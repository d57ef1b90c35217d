import { marketsOf } from '#market/match/report/markets-of-match.js';
import { boundedGap } from './convergence.js';
import { isScorable, type MatchResult } from './match-result.js';

/** The gap of a group of matches, round by round. */
export interface GapCurve {
  readonly name: string;
  /** entry r - 1: median over the matches of the gap in round r, in [0, 1]; 0 once a match has converged */
  readonly median: readonly number[];
}

/**
 * Median gap per round, relative to the attainable surplus, over all rounds any of the matches took.
 * Infinite gaps count 1; a match that ended without converging keeps its last gap. Over days each market counts for itself.
 */
export function gapCurve(name: string, matches: readonly MatchResult[]): GapCurve {
  const scored = matches.filter(isScorable).flatMap(({ report }) => marketsOf(report));
  const rounds = scored.reduce((most, { gapPerRound }) => Math.max(most, gapPerRound.length), 0);
  const gapIn = ({ gapPerRound, outcome }: (typeof scored)[number], round: number): number => {
    if (round >= gapPerRound.length && outcome === 'converged') return 0;
    return boundedGap(gapPerRound[Math.min(round, gapPerRound.length - 1)] ?? null);
  };
  return {
    name,
    median: Array.from({ length: rounds }, (_, round) =>
      median(scored.map((market) => gapIn(market, round))),
    ),
  };
}

/** A curve of each group that a match may belong to, by the order of the groups; `nameOf`: what a group is called. */
export function gapCurves(
  matches: readonly MatchResult[],
  groupsOf: (match: MatchResult) => readonly string[],
  nameOf: (group: string) => string = (group) => group,
): GapCurve[] {
  const groups = [...new Set(matches.flatMap(groupsOf))].sort();
  return groups.map((group) =>
    gapCurve(
      nameOf(group),
      matches.filter((match) => groupsOf(match).includes(group)),
    ),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
