import type { FullReport } from '#market/match/report/full-report.js';
import { gini } from '#market/energy/kpis/inequality.js';
import { communityScore, type CommunityScore } from './community-score.js';
import { type Convergence, matchConvergence } from './convergence.js';
import {
  agentSeats,
  attainableSurplus,
  isScorable,
  worseOffShare,
  seatsOf,
  type MatchResult,
} from './match-result.js';

/** What one team achieved in one match (docs/organisers-guide.md, "Read a board"). */
export interface TeamScore {
  readonly team: string;
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  readonly dealer: string;
  readonly households: number;
  /** (Z0 - Z_T) / (Z0 - Z*) of the whole market */
  readonly welfare: number;
  /** saving per household of the team over (Z0 - Z*)/k; null where there is nothing to gain */
  readonly cost: number | null;
  readonly convergence: Convergence;
  /** who got the gain of the market; null where nothing was gained */
  readonly shares: FullReport['gainShares'];
  /** over the savings of the team's households; null with one household, which has nobody to compare with */
  readonly gini: number | null;
  readonly worseOffShare: number;
  readonly failures: number;
  /** of the market, not of the team alone */
  readonly community: CommunityScore;
}

/** The scores of every team of a match; none for a void match. */
export function teamScores(result: MatchResult): TeamScore[] {
  if (!isScorable(result)) return [];
  const { place, report } = result;
  const attainable = attainableSurplus(report);
  const share = attainable === null ? null : attainable / agentSeats(report).length;
  const convergence = matchConvergence(report);
  return [...new Set(place.teams)].flatMap((team) => {
    const seats = seatsOf(team, result);
    if (seats.length === 0) return [];
    const savings = seats.map(({ saving }) => saving);
    const saving = savings.reduce((sum, one) => sum + one, 0) / seats.length;
    return {
      team,
      match: place.id,
      block: place.block,
      scenario: place.scenario,
      dealer: place.dealer,
      households: seats.length,
      welfare: report.efficiency,
      cost: share === null ? null : saving / share,
      convergence,
      shares: report.gainShares,
      gini: savings.length > 1 ? gini(savings) : null,
      worseOffShare: worseOffShare(seats),
      failures: seats.reduce((sum, { failures }) => sum + failures.length, 0),
      community: communityScore(report),
    };
  });
}
