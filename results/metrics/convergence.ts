import { marketsOf } from '#market/match/report/markets-of-match.js';
import type { MatchReport } from '#market/match/report/report.js';

/** Rounds until an event; censored: it had not happened when `rounds`, the cap, was reached. */
export interface CensoredRounds {
  readonly rounds: number;
  readonly censored: boolean;
}

export interface Convergence {
  /** sum over all rounds up to the cap of min(1, gap_r), in rounds; lower is better */
  readonly gapIntegral: number;
  readonly toOnePercent: CensoredRounds;
  readonly toMillionth: CensoredRounds;
  /** rounds whose gap was infinite or above the attainable surplus: nothing proven yet */
  readonly unprovenRounds: number;
}

/**
 * How fast a match closed its gap (`gapPerRound`, relative to the attainable surplus Z0 - Z*). A
 * gap of 1 or more, infinite ones included, proves nothing about the allocation and counts 1. A
 * match that ended early without converging keeps its last gap up to the cap, so that giving up
 * is never faster than arriving.
 */
export function convergenceOf({
  gapPerRound,
  outcome,
  roundCap,
}: Pick<MatchReport, 'gapPerRound' | 'outcome' | 'roundCap'>): Convergence {
  const gaps = gapPerRound.map(boundedGap);
  const left = Math.max(0, roundCap - gaps.length);
  const last = outcome === 'converged' ? 0 : (gaps.at(-1) ?? 1);
  return {
    gapIntegral: gaps.reduce((sum, gap) => sum + gap, 0) + left * last,
    toOnePercent: firstAtMost(gaps, 0.01, roundCap),
    toMillionth: firstAtMost(gaps, 1e-6, roundCap),
    unprovenRounds: gaps.filter((gap) => gap === 1).length,
  };
}

/** Of a match over days: the mean over its markets, censored where one of them is. */
export function matchConvergence(report: MatchReport): Convergence {
  const markets = marketsOf(report).map(convergenceOf);
  const [first] = markets as [Convergence];
  if (markets.length === 1) return first;
  const mean = (of: (market: Convergence) => number): number =>
    markets.reduce((sum, market) => sum + of(market), 0) / markets.length;
  const rounds = (of: (market: Convergence) => CensoredRounds): CensoredRounds => ({
    rounds: mean((market) => of(market).rounds),
    censored: markets.some((market) => of(market).censored),
  });
  return {
    gapIntegral: mean(({ gapIntegral }) => gapIntegral),
    toOnePercent: rounds(({ toOnePercent }) => toOnePercent),
    toMillionth: rounds(({ toMillionth }) => toMillionth),
    unprovenRounds: mean(({ unprovenRounds }) => unprovenRounds),
  };
}

/**
 * A gap relative to the attainable surplus, in [0, 1]: 1 is nothing proven. JSON has no infinity, so a
 * stored infinite gap arrives as null.
 */
export function boundedGap(gap: number | null): number {
  return gap === null || !Number.isFinite(gap) ? 1 : Math.min(1, Math.max(0, gap));
}

function firstAtMost(gaps: readonly number[], threshold: number, roundCap: number): CensoredRounds {
  const index = gaps.findIndex((gap) => gap <= threshold);
  return index < 0 ? { rounds: roundCap, censored: true } : { rounds: index + 1, censored: false };
}
