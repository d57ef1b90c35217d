import { isGain } from '#market/referee/measures.js';
import { playerOf } from '#market/seating.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { MatchRecord, MatchReport, SeatReport } from '#market/match/report/report.js';

/** Where a match stands in its run. */
export interface MatchPlace {
  readonly id: string;
  readonly block: number;
  readonly scenario: string;
  /** submission ids; agent seat j is played by `teams[j % teams.length]` */
  readonly dealer: string;
  readonly teams: readonly string[];
  /** of a mechanism comparison */
  readonly mechanism?: string;
}

/** A record of a run with its place there; without the raw rounds where nobody needs them. */
export interface MatchResult {
  readonly place: MatchPlace;
  readonly report: FullReport;
  readonly rounds?: MatchRecord['rounds'];
}

/** A void match is evidence of a fault of the platform, never a score. */
export function isScorable({ report }: MatchResult): boolean {
  return report.outcome !== 'void';
}

/** The agents' seats in order, without the grid. */
export function agentSeats({ perSeat }: Pick<MatchReport, 'perSeat'>): SeatReport[] {
  return perSeat.filter(({ role }) => role === 'agent');
}

/** The agent seats that `team` plays. */
export function seatsOf(team: string, { place, report }: MatchResult): SeatReport[] {
  return agentSeats(report).filter((_, j) => playerOf(place.teams, j) === team);
}

/** Z0 - Z*, or null where it is rounding: nothing to gain. */
export function attainableSurplus({ baseline, optimum }: FullReport): number | null {
  return isGain(baseline - optimum, baseline) ? baseline - optimum : null;
}

/** Relative to the cost without trade: gains and losses below this are rounding. */
export const NOISE = 1e-9;

/** The part of these seats that trade made worse off. */
export function worseOffShare(seats: readonly SeatReport[]): number {
  const isWorseOff = ({ saving, costBefore }: SeatReport): boolean =>
    saving < -NOISE * Math.max(1, Math.abs(costBefore));
  return seats.filter(isWorseOff).length / seats.length;
}
