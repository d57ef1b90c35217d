import type { PeriodBook } from './auction-record.js';
import type { ParticipantRole } from '../../instance.js';
import type { Co2 } from '../../energy/carbon.js';
import type { LedgerSummary } from '../../ledger/ledger.port.js';
import type { GainAccount, GainPart } from '../../referee/gain-account.js';
import type { FailureKind } from '../../traders.port.js';
import type { DaysOfMatch } from './days-of-match.js';
import type { MatchOutcome } from './match-outcome.js';

export type { MatchOutcome } from './match-outcome.js';

/**
 * Where plugin code ran: shut in, or (for development only) with all the rights of the program, or at least one of them as a program
 * of its own, outside of everything. Leagues of a server, and what claims to replay, know the first alone.
 */
export type Execution = 'sandbox' | 'in-process' | 'not-sandboxed';

export interface PluginIdentity {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** What a report says of a plugin, of all that may be known of it. */
export function identityOf({ name, version, sha256 }: PluginIdentity): PluginIdentity {
  return { name, version, sha256 };
}

export interface FailureRecord {
  readonly round: number;
  /** 1, 2, ...: of a match over days */
  readonly day?: number;
  readonly kind: FailureKind | 'refused-order' | 'unclearable-order' | 'unpaid-gas' | 'benched';
  readonly reason: string;
}

export interface SeatReport {
  readonly seat: number;
  readonly id: string;
  readonly role: ParticipantRole;
  /** z_j at the start and at the end, money */
  readonly costBefore: number;
  readonly cost: number;
  /** paid in the market (< 0: earned), money */
  readonly payment: number;
  /** part of `cost`: fees on what it bought of other agents and of the dealer, net at delivery; grid energy bears none */
  readonly fees: number;
  /** paid to the chain for the gas of its transactions, money; from a purse of its own, so never part of `cash` */
  readonly gas: number;
  /** cash - cost - gas */
  readonly wealth: number;
  /** costBefore - (cost + payment + gas): what the market was worth to the seat */
  readonly saving: number;
  /** saving / (Z0 - Z*); null when there is nothing to gain */
  readonly surplusShare: number | null;
  readonly failures: readonly FailureRecord[];
  /** kg, of a household's part in what the community imports (docs/kpis.md); only where the scenario states `carbon` */
  readonly co2?: Co2;
}

/** How a match was settled at its final prices. */
export interface SettlementReport {
  /** m, the final prices, money per unit */
  readonly prices: readonly number[];
  /** what everybody paid in all, by seat and then the dealer, in integer units as strings; they add up to 0 */
  readonly payments: readonly string[];
  /** per seat, the most that it stated its trades may cost, likewise */
  readonly limits: readonly string[];
  /** per seat, what its trades cost at the prices of their rounds: its payment, had every trade been settled at once; money */
  readonly alongPath: readonly number[];
}

export interface TradeRecord {
  readonly seat: number;
  readonly delivered: readonly number[];
  /** at the prices of the round */
  readonly payment: number;
  /** with settlement at the final prices: of the seat after the round, in integer units as a string */
  readonly escrow?: string;
}

/** A transaction that a round took on a chain. */
export interface RoundTransaction {
  /** the contract's function that was called */
  readonly kind: string;
  /** a seat's number, or who else sent it */
  readonly sender: number | 'dealer' | 'operator';
  readonly gas: number;
  readonly block: number;
  /** 0x-hex, on the chain that the report names */
  readonly hash: string;
}

/** One round as it went, kept raw; everything else can be derived. */
export interface RoundRecord {
  /** 1, 2, ...; over days it goes on from market to market */
  readonly round: number;
  readonly call: boolean;
  readonly participants: number;
  /** announced prices (m), and clearing prices (m) of this round */
  readonly announced: readonly number[];
  readonly prices: readonly number[];
  readonly newOrders: number;
  readonly openOrders: number;
  readonly settled: boolean;
  /** surplus of the clearing problem, money */
  readonly surplus: number;
  readonly trades: readonly TradeRecord[];
  /** duality gap at the announced prices, and the lower bound it gives on the optimum; money */
  readonly gap: number;
  readonly lowerBound: number;
  /** sum of z_j before the round's settlement */
  readonly cost: number;
  /** of a double auction: the period's orders and matches */
  readonly auction?: PeriodBook;
  /** of a clock exchange, while the clock runs: wanted beyond what is offered at the announced prices (m) */
  readonly excess?: readonly number[];
  /** of bundle trading and the clock on a chain, in its order; what the chain has to do with it is in no result hash */
  readonly transactions?: readonly RoundTransaction[];
  /** 1, 2, ...: of a match over days */
  readonly day?: number;
}

/** Everything that a match tells about itself. Money in the scenario's currency, quantities in the resources' units. */
export interface MatchReport {
  readonly id: string;
  readonly scenario: string;
  readonly seed: string;
  readonly engine: { readonly version: string; readonly commit: string };
  readonly seats: readonly ({ readonly seat: number; readonly plugin: string } & Omit<
    PluginIdentity,
    'name'
  >)[];
  readonly execution: Execution;
  readonly dealer: PluginIdentity & { readonly failures: readonly FailureRecord[] };
  readonly outcome: MatchOutcome;
  readonly rounds: number;
  /** rounds after which it would have been stopped at the latest */
  readonly roundCap: number;
  readonly optimum: number;
  /** sum of z_j before anybody trades; what the dealer's plant makes is lost in it */
  readonly noTrade: number;
  /**
   * Z0, what gains are measured from: grid only, or no trade where there is no grid. Reports of releases before 0.3
   * have neither it nor the account, and measured from no trade (`full-report.ts`).
   */
  readonly baseline?: number;
  readonly cost: number;
  /** (Z0 - Z_T) / (Z0 - Z*); 1 when there is nothing to gain and nothing was lost */
  readonly efficiency: number;
  /** last duality gap as a part of what there was to gain (money gap / (Z0 - Z*)) */
  readonly gap: number;
  /** the same round by round; Infinity where some bundle would gain without end */
  readonly gapPerRound: readonly number[];
  /** Dantzig-Wolfe bound on the optimum at each round's announced prices, money */
  readonly lowerBoundPerRound: readonly number[];
  readonly prices: readonly number[];
  /** duals of the central problem, the reference for `prices` */
  readonly optimalPrices: readonly number[];
  readonly allocation: readonly (readonly number[])[];
  readonly inventory: readonly number[];
  readonly cash: readonly number[];
  /** what the dealer gained (> 0) or lost on its working money, the gas it paid for included */
  readonly dealerCash: number;
  /** sum of the seats' fees: on local energy only */
  readonly fees: number;
  readonly perSeat: readonly SeatReport[];
  /** who got the gain, in money units (1e-18) as strings: the parts add up to it to the last unit */
  readonly account?: GainAccount<string>;
  /** the parts as shares of the gain; null where it is a loss or rounding */
  readonly gainShares?: Readonly<Record<GainPart, number>> | null;
  readonly chain: LedgerSummary;
  /** start minus end in integer units, as strings: '0' everywhere, or the match is void */
  readonly conservation: { readonly resources: readonly string[]; readonly cash: string };
  readonly references: ReferenceLines;
  /**
   * Of a match over days: its parts. Then costs are those that came about, reference lines go their own way from day to day, prices and holdings
   * are those of all markets one after the other, and gaps are relative to what each market had to gain.
   */
  readonly days?: DaysOfMatch;
  /** with settlement at the final prices; `perSeat`, `cash` and `dealerCash` are what it led to */
  readonly settlement?: SettlementReport;
  readonly kpis: Readonly<Record<string, number | null>>;
  /** true: the clock struck somewhere; a replay may differ */
  readonly timingDependent: boolean;
  readonly timing: { readonly seconds: number; readonly solverSeconds: number; readonly solves: number };
  readonly resultHash: string;
}

/** All that is kept of a match; everything else can be derived from it. */
export interface MatchRecord {
  readonly report: MatchReport;
  readonly rounds: readonly RoundRecord[];
}

/** Costs of the same market under other mechanisms; null where they do not apply. */
export interface ReferenceLines {
  readonly noTrade: number;
  readonly optimum: number;
  readonly gridOnly: number | null;
  readonly midMarketRate: { readonly cost: number; readonly bills: readonly number[] } | null;
}
