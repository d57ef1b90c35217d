import type { HouseholdFlows } from '#market/energy/flows/household-flows.js';
import type { HouseholdState } from '#market/energy/days/household-state.js';
import type { Memories } from '#market/match/memories.js';
import type {
  DayOfMatch,
  HomeOfDay,
  MarketOfDay,
  ReferenceName,
} from '#market/match/report/days-of-match.js';
import type { MatchRecord } from '#market/match/report/report.js';

/** Series of a household's day as plain numbers, kWh. */
export type PlainFlows = { readonly [K in keyof HouseholdFlows]: readonly number[] };

/** What a household did on a day of a match. */
export interface HomeDay extends Omit<HomeOfDay, 'costAlone'> {
  readonly expected: { readonly load: readonly number[]; readonly generation: readonly number[] };
  readonly planned: PlainFlows;
  /** null: as planned */
  readonly real: PlainFlows | null;
}

/** One of the markets of a day: its report, and its rounds as it counted them. */
export interface MarketRecord extends MatchRecord, Pick<MarketOfDay, 'period' | 'volume' | 'states'> {
  /** money that somebody had when it opened and not when the market before ended, or the other way, in units of 1e-18 EUR; the sum of differences from 0 */
  readonly handOver: string;
}

/** What everybody has bought (> 0) or sold for each period of a day when it comes, whole units of 1e-9 kWh. */
export interface Delivered {
  readonly seats: readonly (readonly number[])[];
  readonly dealer: readonly number[];
}

/** Where a line of reference stands after a day. */
export interface ReferenceDay {
  /** EUR: of all, and of each household; the grid's part and the dealer's plant are in the former alone */
  readonly cost: number;
  readonly homes: readonly number[];
  readonly states: readonly HouseholdState[];
}

/** All that is kept of a day: what comes after it, and every figure of the match, follow from these. */
export interface DayRecord extends Pick<
  DayOfMatch,
  'outcome' | 'rounds' | 'resultHash' | 'cash' | 'dealerCash' | 'gridPayment' | 'gridCost'
> {
  /** 0, 1, ... */
  readonly day: number;
  /** final, per period of the day, EUR/kWh; 0 where nothing is traded */
  readonly prices: readonly number[];
  /** what the dealer took, in units of 1e-18 EUR as a string */
  readonly dealerTake: string;
  /** per period, kWh */
  readonly gridImport: readonly number[];
  readonly gridExport: readonly number[];
  readonly unsoldPlant: readonly number[];
  readonly homes: readonly HomeDay[];
  /** what strategies and policy left to the next day; absent: there is none, or it was played before they could */
  readonly memories?: Memories;
  /** one, or as many as the day is traded anew */
  readonly markets: readonly MarketRecord[];
  /** where it is */
  readonly delivered?: Delivered;
  readonly references: Readonly<Partial<Record<ReferenceName, ReferenceDay>>>;
}
