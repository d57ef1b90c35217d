import type { FullReport } from '#market/match/report/full-report.js';
import { marketsOf, type MarketView, roundsOf } from '#market/match/report/markets-of-match.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { gini } from '#market/energy/kpis/inequality.js';
import { communityScore, type CommunityScore } from './community-score.js';
import { type Convergence, matchConvergence } from './convergence.js';
import {
  agentSeats,
  attainableSurplus,
  isScorable,
  NOISE,
  worseOffShare,
  type MatchResult,
} from './match-result.js';

/** What one dealer policy achieved in one match (docs/organisers-guide.md, "Dealers"). */
export interface DealerScore {
  readonly dealer: string;
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  /** the agent mix: the teams, wherever they sit */
  readonly mix: string;
  readonly welfare: number;
  /** who got the gain; null where nothing was gained */
  readonly shares: FullReport['gainShares'];
  /**
   * What of the gain the households got at nobody's expense: their share, less what the dealer lost on them, at
   * most 1. A gift counts against the giver. Null where nothing was gained.
   */
  readonly agentsShare: number | null;
  /** the dealer's own result, money; and over the attainable surplus Z0 - Z*, null where there is none */
  readonly dealerCash: number;
  readonly cash: number | null;
  readonly belowZero: boolean;
  readonly convergence: Convergence;
  /** of a match over days: a market's on average */
  readonly rounds: number;
  /** sold part of the initial inventory; null without inventory or without the raw rounds */
  readonly inventoryUse: number | null;
  /** over the savings of all households; null with one household */
  readonly gini: number | null;
  readonly worseOffShare: number;
  /** of the policy, not of the agents */
  readonly failures: number;
  readonly community: CommunityScore;
}

/** Deliveries are rounded in ledger units at the dealer's expense; that is no loss of its policy. */
const ROUNDING = 1e-6;

/** The dealer's score of a match; null for a void match. */
export function dealerScore(result: MatchResult): DealerScore | null {
  if (!isScorable(result)) return null;
  const { place, report, rounds } = result;
  const seats = agentSeats(report);
  const savings = seats.map(({ saving }) => saving);
  const attainable = attainableSurplus(report);
  const shares = report.gainShares;
  return {
    dealer: place.dealer,
    match: place.id,
    block: place.block,
    scenario: place.scenario,
    mix: mixOf(place.teams),
    welfare: report.efficiency,
    shares,
    agentsShare: shares && Math.min(1, shares.households + Math.min(0, shares.dealer)),
    dealerCash: report.dealerCash,
    cash: attainable === null ? null : report.dealerCash / attainable,
    belowZero: report.dealerCash < -ROUNDING * Math.max(1, Math.abs(report.noTrade)),
    convergence: matchConvergence(report),
    rounds: report.rounds / marketsOf(report).length,
    inventoryUse: rounds ? inventoryUse(marketsOf(report), rounds) : null,
    gini: savings.length > 1 ? gini(savings) : null,
    worseOffShare: worseOffShare(seats),
    failures: report.dealer.failures.length,
    community: communityScore(report),
  };
}

/** How an agent mix is named: its teams, wherever they sit. */
export function mixOf(teams: readonly string[]): string {
  return [...teams].sort().join(' + ');
}

/** 1 - what is left of the initial inventory over what there was, in all markets; bought stock does not count as left. */
function inventoryUse(markets: readonly MarketView[], rounds: readonly RoundRecord[]): number | null {
  let [total, unsold] = [0, 0];
  for (const market of markets) {
    const left = market.inventory;
    const delivered = new Float64Array(left.length);
    for (const { trades } of roundsOf(market, rounds))
      for (const trade of trades) trade.delivered.forEach((quantity, r) => (delivered[r]! += quantity));
    const initial = left.map((held, r) => Math.max(0, held + delivered[r]!));
    total = initial.reduce((sum, held) => sum + held, total);
    unsold = initial.reduce((sum, held, r) => sum + Math.min(held, Math.max(0, left[r]!)), unsold);
  }
  return total <= NOISE ? null : 1 - unsold / total;
}
