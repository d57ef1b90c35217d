import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import { PLANT } from '#market/double-auction/homes-that-plan.js';
import { gini } from '#market/energy/kpis/inequality.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { SeatReport } from '#market/match/report/report.js';
import { communityScore, type CommunityScore } from './community-score.js';
import {
  agentSeats,
  attainableSurplus,
  isScorable,
  worseOffShare,
  type MatchResult,
} from './match-result.js';

/** What a community made of its day under one mechanism (docs/mechanisms.md, "In a league"). */
export interface MechanismScore {
  readonly mechanism: string;
  readonly match: string;
  readonly block: number;
  readonly scenario: string;
  /** (Z0 - Z_T) / (Z0 - Z*) */
  readonly welfare: number;
  /** what a household saved, in equal shares (Z0 - Z*) / k; null where there is nothing to gain */
  readonly saving: number | null;
  /** times that everybody could speak */
  readonly rounds: number;
  /** who got the gain, the plant's seat in an auction being the dealer's; null where nothing was gained */
  readonly shares: FullReport['gainShares'];
  readonly gini: number | null;
  readonly worseOffShare: number;
  /** of the strategies */
  readonly failures: number;
  readonly community: CommunityScore;
  /** of the chain that kept the ledger; null: it was in memory */
  readonly chain: { readonly transactions: number; readonly gas: number } | null;
}

/** The score of a match of a mechanism comparison; null for a void match. */
export function mechanismScore(result: MatchResult): MechanismScore | null {
  const { place, report } = result;
  if (!isScorable(result) || place.mechanism === undefined) return null;
  const isAuction = place.mechanism.startsWith('double-auction');
  const seats = agentSeats(report);
  const homes = seats.filter(({ id }) => !isAuction || id !== PLANT);
  const savings = homes.map(({ saving }) => saving);
  const attainable = attainableSurplus(report);
  const mean = savings.reduce((sum, saving) => sum + saving, 0) / homes.length;
  const { network, transactions, gas } = report.chain;
  return {
    ...{ mechanism: place.mechanism, match: place.id, block: place.block, scenario: place.scenario },
    welfare: report.efficiency,
    saving: attainable === null ? null : (mean * homes.length) / attainable,
    rounds: report.rounds - (place.mechanism === 'clock-exchange' ? SETTLING_ROUNDS : 0),
    shares: report.gainShares && sharesOf(report.gainShares, report, seats, homes),
    gini: savings.length > 1 ? gini(savings) : null,
    worseOffShare: worseOffShare(homes),
    failures: homes.reduce((sum, { failures }) => sum + failures.length, 0),
    community: communityScore({ ...report, perSeat: homes }),
    chain: network === 'memory' ? null : { transactions, gas },
  };
}

/** What a plant's seat has of the households' share is the dealer's. */
function sharesOf(
  shares: NonNullable<FullReport['gainShares']>,
  { account }: FullReport,
  seats: readonly SeatReport[],
  homes: readonly SeatReport[],
): NonNullable<FullReport['gainShares']> {
  const saved = (of: readonly SeatReport[]): number => of.reduce((sum, { saving }) => sum + saving, 0);
  const plant = (saved(seats) - saved(homes)) / (Number(account.gain) / 1e18);
  return { ...shares, households: shares.households - plant, dealer: shares.dealer + plant };
}
