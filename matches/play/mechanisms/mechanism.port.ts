import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { BidPeriods } from '#market/double-auction/bid-periods.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchDay } from '#market/match/match-setting.js';
import type { MatchRecord, MatchReport, RoundRecord } from '#market/match/report/report.js';
import type { GapMeasure, ValuedSeat } from '#market/referee/gap.js';
import type { MarketInstance } from '#market/instance.js';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import type { LedgerState } from '#market/ledger/ledger.port.js';
import type { DayRecord } from '../../days/day-record.js';
import type { CommunityFigures } from '../community/community-figures.js';
import type { LedgerRequest } from '../../ledger/match-ledger.js';
import type { LineUp } from '../line-ups/line-up.js';

/** Days that a match has played already, and what keeps those to come. */
export interface KeptDays {
  readonly records: readonly DayRecord[];
  add(record: DayRecord): Promise<void> | void;
}

/** One market of a match over days. */
export interface MarketOfDays extends MatchRecord {
  /** from 1, and the period in which it opened */
  readonly day: number;
  readonly period: number;
  /** as it opened: what homes have become until then, what they expect, and their contracts */
  readonly drawn: DrawnMarket;
}

/** A market, who plays in it, and where its ledger is kept. */
export interface PlayTask {
  readonly id: string;
  readonly drawn: DrawnMarket;
  readonly seed: string;
  readonly lineUp: LineUp;
  readonly ledger: Omit<LedgerRequest, 'drawn'>;
  readonly solver: LpSolver;
  readonly engine: MatchReport['engine'];
  /** of a match that is a day among others */
  readonly day?: MatchDay;
  /** of a match over days; absent: it begins with the first, and nobody keeps them */
  readonly days?: KeptDays;
  readonly onRound?: (round: RoundRecord) => void;
  /** of bundle trading: told the order book of each round, and the market it is of */
  readonly onBook?: (book: RoundBook, market: MarketInstance) => void;
  /** of a match over days: told each of its markets when it has ended */
  readonly onMarket?: (market: MarketOfDays) => void;
  /** of a double auction: told all orders */
  readonly onBid?: (bid: BidPeriods) => void;
  /** told what the report is made from; over days each market's is, by `days` */
  readonly onPlayed?: (played: PlayedMatch) => void;
}

/**
 * A mechanism, as whoever plays, reports and verifies its matches knows it. What is drawn of its scenarios says who takes part and what
 * trade is worth to them (`DrawnMarket.instance`); what it leaves behind is a `PlayedMatch`: holdings, money, failures and rounds in
 * ledger units. Boards, pages, exports, receipts and bundles know nothing else.
 */
export interface MechanismRoom {
  /** Why a chain with blocks of so much gas cannot keep the ledger of a market, as `field: reason`; null: it can. */
  chainObstacle(drawn: DrawnMarket, blockGasLimit?: number): string | null;
  /** Seats the plugins, plays on the ledger that is wanted, and reports. Throws `InputError`, and faults of the platform. */
  play(task: PlayTask): Promise<MatchRecord>;
  /** KPIs and reference lines of what was played; `optimum`: Z*. */
  figures(played: PlayedMatch, drawn: DrawnMarket, optimum: number, solver: LpSolver): CommunityFigures;
  /** What the gap was when a round began at these announced prices: a record is held to it. `optimum`: Z*. */
  measure(
    seats: readonly ValuedSeat[],
    state: LedgerState,
    announced: Float64Array,
    optimum: number,
  ): Pick<GapMeasure, 'gap' | 'cost'>;
}
