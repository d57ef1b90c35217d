import type { HouseholdState } from '../../energy/days/household-state.js';
import type { ForecastKind } from '../../energy/days/rolling-days.js';
import type { CollectedFees } from '../../ledger/local-fees.js';
import type { MatchOutcome } from './match-outcome.js';

/**
 * The lines of reference beside a match: everybody alone, and a planner who knows everybody's program; each with what was foreseen and, where
 * that may be wrong, with perfect foresight (`exact`).
 */
export const referenceNames = ['alone', 'alone-exact', 'optimum', 'optimum-exact'] as const;
export type ReferenceName = (typeof referenceNames)[number];

/** EUR, of all. Those with perfect foresight are the others where nobody can be mistaken. */
export type References = Readonly<Record<ReferenceName, number>>;

/** What there is, and was, to gain by trade, and by knowing; EUR. */
export interface Values {
  /** alone less the match, with the same forecasts */
  readonly trade: number;
  /** alone less the optimum, with the same forecasts, and with perfect foresight */
  readonly tradeAttainable: number;
  readonly tradeForeseen: number;
  /** what forecasts cost beside perfect foresight: everybody alone, and one planner for all */
  readonly informationAlone: number;
  readonly informationTogether: number;
  /** the match less the optimum with the same forecasts; below 0 if mistakes turned out well */
  readonly tradeMissed: number;
}

/** Differences that must be 0, in units of 1e-9 kWh and 1e-18 EUR, as strings. */
export interface DaysConservation {
  /** what all meters counted less what was scheduled and what differed from it */
  readonly energy: string;
  /** what households pay for imbalance less what whoever settles it gets, price by price */
  readonly imbalance: string;
  /** where days are traded anew: what is delivered to all, period by period; the sum of differences from 0 */
  readonly contracts?: string;
  /** money in the market at the start and at the end, the grid's payments aside */
  readonly cash: string;
  /** what somebody did not take along from one market into the next; the sum of differences from 0 */
  readonly handOver: string;
}

/** A household over all days. Energy in kWh, money in EUR; what it paid and saved is its seat's (`SeatReport`). */
export interface HomeOfMatch {
  /** fixed load and plant: what was expected the day before, and what came true */
  readonly load: { readonly expected: number; readonly real: number };
  readonly generation: { readonly expected: number; readonly real: number };
  /** what flowed through its meter, net: as scheduled, and as metered */
  readonly scheduled: number;
  readonly metered: number;
  /** metered less scheduled: above (short) and below (long), each >= 0; and what that cost (< 0: earned) */
  readonly short: number;
  readonly long: number;
  readonly imbalancePayment: number;
  /** what it has to pay, standing charges included */
  readonly bill: number;
}

/** A market of a day: the day's, or one of those in which it is traded anew. Costs are those of what was foreseen when it opened. */
export interface MarketOfDay {
  /** of the day, that it opened with */
  readonly period: number;
  readonly outcome: MatchOutcome;
  readonly rounds: number;
  /** m, of its own: its prices and holdings are as many entries of the report's, one market after the other */
  readonly resources: number;
  /** Z*, sum of z_j before anybody traded, Z0, and Z_T, over its whole window */
  readonly optimum: number;
  readonly noTrade: number;
  readonly baseline: number;
  readonly cost: number;
  /** per seat, z_j before and after */
  readonly costsBefore: readonly number[];
  readonly costs: readonly number[];
  /** per seat, with settlement at the final prices: the most that it stated its trades may cost, in integer units */
  readonly limits?: readonly string[];
  /** local fees that were collected when it ended, of the periods delivered before the next one opens; absent: none are */
  readonly fees?: CollectedFees;
  /** start minus end in integer units */
  readonly cashDifference: string;
  /** that households bought in it, or sold less than before, kWh */
  readonly volume: number;
  /** what households take into the next market */
  readonly states: readonly HouseholdState[];
  readonly timingDependent: boolean;
  readonly resultHash: string;
}

/** A household's part in a day. */
export interface HomeOfDay {
  /** per period, 1e-9 kWh: what was scheduled, and metered less scheduled; whole numbers */
  readonly scheduled: readonly number[];
  readonly imbalance: readonly number[];
  /** in units of 1e-18 EUR, as strings: for imbalance, and in the market */
  readonly imbalancePayment: string;
  readonly payment: string;
  /** EUR, payments in the market apart */
  readonly cost: number;
  /** EUR, alone, with the same forecasts */
  readonly costAlone: number;
}

export interface DayOfMatch {
  /** 1, 2, ... */
  readonly day: number;
  readonly date: string;
  /** the worst of its markets */
  readonly outcome: MatchOutcome;
  readonly rounds: number;
  /** EUR, of all */
  readonly cost: number;
  /** each line of reference by itself, in its own state */
  readonly references: References;
  readonly short: number;
  readonly long: number;
  readonly imbalancePayment: number;
  readonly homes: readonly HomeOfDay[];
  /** at its end, in units of 1e-18 EUR: of the households, collected fees paid, and of the dealer, its float included */
  readonly cash: readonly string[];
  readonly dealerCash: string;
  /** what the grid paid in the market, likewise; and EUR, what its energy there is worth */
  readonly gridPayment: string;
  readonly gridCost: number;
  /** paid for gas by each seat and, last, the dealer, in units of 1e-18 EUR; absent: it cost nothing */
  readonly gas?: readonly string[];
  readonly markets: readonly MarketOfDay[];
  /** of the day's market, or over those of all of them */
  readonly resultHash: string;
}

/** What a match over several days, or with forecasts that may be wrong, tells beside its totals. Money in EUR, energy in kWh. */
export interface DaysOfMatch {
  readonly forecast: ForecastKind;
  readonly references: References;
  readonly values: Values;
  readonly imbalance: { readonly short: number; readonly long: number; readonly payment: number };
  readonly households: readonly HomeOfMatch[];
  /** what the grid got in the market less what its energy there is worth at its tariffs */
  readonly gridGain: number;
  readonly perDay: readonly DayOfMatch[];
  readonly conservation: DaysConservation;
}
