import type { Clock } from '../clock.js';
import type { MarketInstance, MarketRules } from '../instance.js';
import type { Ledger } from '../ledger/ledger.port.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { ClearingResult } from './rounds/clearing-round.js';
import type { ExactCash } from './opening.js';
import type { RoundRecord } from './report/report.js';
import type { RoundBook } from './rounds/round-book.js';
import type { DayBriefing, DealerDay, DealerDesk, Traders } from '../traders.port.js';

/** Everything a match needs; what its result depends on is `instance`, `rules`, `seed` and the plugins. */
export interface MatchSetting {
  readonly instance: MarketInstance;
  readonly rules: MarketRules;
  readonly seed: string;
  /** m, money per unit bought locally; already part of the agents' problems, told to the strategies */
  readonly fees?: Float64Array;
  /** m each: the agents' own grid connection, told to the strategies */
  readonly tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
  /** of a match that is a day among others */
  readonly day?: MatchDay;
  readonly traders: Traders;
  readonly dealer: DealerDesk;
  readonly ledger: Ledger;
  readonly solver: LpSolver;
  readonly clock: Clock;
  /** called after every round, for progress */
  readonly onRound?: (round: RoundRecord) => void;
  /** called with the order book of every round of bundle trading, as it was cleared */
  readonly onBook?: (book: RoundBook) => void;
  /** called with what came of every clearing, for those who look for rounds in which nothing could */
  readonly onClearing?: (result: ClearingResult) => void;
}

/** What a day takes from those before it. */
export interface MatchDay {
  /** per agent seat, what its strategy is told of them */
  readonly told: readonly DayBriefing[];
  /** and what the dealer policy is */
  readonly toldDealer: DealerDay;
  /** nothing comes after it */
  readonly isLast: boolean;
  /** so many of its periods are over before anything is traded again */
  readonly settled: number;
  /** absent: as the instance says */
  readonly cash?: ExactCash;
}
