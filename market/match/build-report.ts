import type { MarketInstance } from '../instance.js';
import type { LedgerSummary } from '../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';
import { auditConservation, isConserved } from '../referee/audit.js';
import type { CentralOptimum } from '../referee/central-optimum.js';
import { localFees } from './local-fees.js';
import type { PlayedMatch } from './play-match.js';
import type { MatchReport, PluginIdentity, ReferenceLines, SeatReport, SettlementReport } from './report.js';
import { resultHash } from './result-hash.js';
import type { Seat } from './seat.js';
import type { FinalSettlement } from './settle-match.js';

/** What a report says beside what was played. */
export interface ReportContext {
  readonly id: string;
  readonly scenario: string;
  readonly seed: string;
  readonly engine: { readonly version: string; readonly commit: string };
  readonly instance: MarketInstance;
  /** one per agent seat */
  readonly plugins: readonly PluginIdentity[];
  readonly dealer: PluginIdentity;
  readonly execution: MatchReport['execution'];
  readonly roundCap: number;
  /** m, money per unit bought locally */
  readonly fees: Float64Array;
  readonly optimum: CentralOptimum;
  readonly chain: LedgerSummary;
  readonly references: Pick<ReferenceLines, 'gridOnly' | 'midMarketRate'>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly solver: { readonly seconds: number; readonly solves: number };
}

/** The report of a match (report.ts), derived from what was played. */
export function buildReport(played: PlayedMatch, context: ReportContext): MatchReport {
  const { opening, closing, seats, rounds } = played;
  const conservation = auditConservation(opening, closing);
  const noTrade = seats.reduce((sum, seat) => sum + seat.costBefore, 0);
  const cost = seats.reduce((sum, seat) => sum + seat.cost, 0);
  const attainable = noTrade - context.optimum.cost;
  const gapUnit = isGain(attainable, noTrade) ? attainable : Math.max(1, Math.abs(cost));
  const fees = localFees(played, context.fees);
  const perSeat = seats.map((seat) =>
    seatReport(seat, played, context, fees[seat.index]!, noTrade, attainable),
  );
  return {
    id: context.id,
    scenario: context.scenario,
    seed: context.seed,
    engine: context.engine,
    seats: context.plugins.map(({ name, version, sha256 }, seat) => ({
      seat,
      plugin: name,
      version,
      sha256,
    })),
    execution: context.execution,
    dealer: { ...context.dealer, failures: played.dealer.failures },
    outcome: isConserved(conservation) ? played.outcome : 'void',
    rounds: rounds.length,
    roundCap: context.roundCap,
    optimum: context.optimum.cost,
    noTrade,
    cost,
    efficiency: efficiencyOf(noTrade, cost, context.optimum.cost),
    gap: (rounds.at(-1)?.gap ?? Infinity) / gapUnit,
    gapPerRound: rounds.map(({ gap }) => gap / gapUnit),
    lowerBoundPerRound: rounds.map(({ lowerBound }) => lowerBound),
    prices: Array.from(played.prices),
    optimalPrices: context.optimum.prices,
    allocation: closing.seats.map(({ allocation }) => Array.from(quantitiesToNumbers(allocation))),
    inventory: Array.from(quantitiesToNumbers(closing.inventory)),
    cash: closing.seats.map(({ cash }) => moneyToNumber(cash)),
    dealerCash: moneyToNumber(closing.dealerCash - opening.dealerCash - gasPaid(context.chain, seats.length)),
    fees: fees.reduce((sum, fee) => sum + fee, 0),
    perSeat,
    chain: context.chain,
    conservation: {
      resources: conservation.resources.map(String),
      cash: conservation.cash.toString(),
    },
    ...(played.settlement && { settlement: settlementReport(played, played.settlement) }),
    references: { noTrade, optimum: context.optimum.cost, ...context.references },
    kpis: context.kpis,
    timingDependent: played.timingDependent,
    timing: { seconds: played.seconds, solverSeconds: context.solver.seconds, solves: context.solver.solves },
    resultHash: resultHash(played),
  };
}

function settlementReport(
  { rounds, seats }: PlayedMatch,
  { prices, payments, limits }: FinalSettlement,
): SettlementReport {
  const alongPath = seats.map(() => 0);
  for (const { trades } of rounds) for (const { seat, payment } of trades) alongPath[seat]! += payment;
  return {
    prices: Array.from(prices),
    payments: payments.map(String),
    limits: limits.map(String),
    alongPath,
  };
}

/** Relative to the cost: gains below this are rounding, not gains. */
const NO_GAIN = 1e-9;

function isGain(gain: number, cost: number): boolean {
  return gain > NO_GAIN * Math.max(1, Math.abs(cost));
}

/**
 * (Z0 - Z_T) / (Z0 - Z*). Where the optimum is no better than no trade there is nothing to gain:
 * 1 if nothing was lost either, else 0.
 */
export function efficiencyOf(noTrade: number, cost: number, optimum: number): number {
  if (isGain(noTrade - optimum, noTrade)) return (noTrade - cost) / (noTrade - optimum);
  return isGain(cost - noTrade, noTrade) ? 0 : 1;
}

function seatReport(
  seat: Seat,
  played: PlayedMatch,
  { chain }: ReportContext,
  fees: number,
  noTrade: number,
  attainable: number,
): SeatReport {
  const payment = moneyToNumber(seat.payment);
  const gas = moneyToNumber(gasPaid(chain, seat.index));
  const saving = seat.costBefore - (seat.cost + payment + gas);
  return {
    seat: seat.index,
    id: seat.participant.id,
    role: seat.participant.role,
    costBefore: seat.costBefore,
    cost: seat.cost,
    payment,
    fees,
    gas,
    wealth: moneyToNumber(played.closing.seats[seat.index]!.cash) - seat.cost - gas,
    saving,
    surplusShare: isGain(attainable, noTrade) ? saving / attainable : null,
    failures: seat.failures,
  };
}

/** What a sender paid the chain (money units); the dealer stands behind the last seat. */
function gasPaid({ senders }: LedgerSummary, sender: number): bigint {
  return BigInt(senders?.[sender]?.paid ?? 0);
}
