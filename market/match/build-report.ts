import type { Co2 } from '../energy/carbon.js';
import type { MarketInstance } from '../instance.js';
import type { LedgerSummary } from '../ledger/ledger.port.js';
import { brokenRow } from '../lp/broken-row.js';
import { moneyToNumber, quantitiesToNumbers } from '../ledger/units.js';
import { auditConservation, isConserved } from '../referee/audit.js';
import type { CentralOptimum } from '../referee/central-optimum.js';
import { accountInUnits, gainAccount, gainShares } from '../referee/gain-account.js';
import { gridOnlyCost } from '../referee/grid-only.js';
import { measure, type Measures } from '../referee/measures.js';
import type { FullReport } from './report/full-report.js';
import { localFees } from './local-fees.js';
import type { PlayedMatch } from './play-match.js';
import type {
  MatchReport,
  PluginIdentity,
  ReferenceLines,
  SeatReport,
  SettlementReport,
} from './report/report.js';
import { resultHash } from './result-hash.js';
import type { Seat } from './seats/seat.js';
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
  readonly references: Pick<ReferenceLines, 'midMarketRate'>;
  readonly kpis: Readonly<Record<string, number | null>>;
  /** of each household, by seat */
  readonly co2?: readonly Co2[];
  readonly solver: { readonly seconds: number; readonly solves: number };
}

/** The report of a match (report.ts), derived from what was played. */
export function buildReport(played: PlayedMatch, context: ReportContext): FullReport {
  const { opening, closing, seats, rounds } = played;
  const conservation = auditConservation(opening, closing);
  const noTrade = seats.reduce((sum, seat) => sum + seat.costBefore, 0);
  const cost = seats.reduce((sum, seat) => sum + seat.cost, 0);
  const optimum = context.optimum.cost;
  const gridOnly = gridOnlyCost(context.instance, noTrade);
  const baseline = gridOnly ?? noTrade;
  const measures = measure({ from: baseline, optimum }, cost, rounds);
  const fees = localFees(played, context.fees);
  const dealerTake = closing.dealerCash - opening.dealerCash;
  const dealerGas = gasPaid(context.chain, seats.length);
  const account = gainAccount(
    seats.map(({ index, participant: { role }, costBefore, cost, payment }) => {
      return { role, costBefore, cost, payment, fees: fees[index]!, gas: gasPaid(context.chain, index) };
    }),
    { income: dealerTake, gas: dealerGas, plantIncome: noTrade - baseline },
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
    outcome: isConserved(conservation) && seats.every(keepsItsRows) ? played.outcome : 'void',
    rounds: rounds.length,
    roundCap: context.roundCap,
    optimum,
    noTrade,
    baseline,
    cost,
    efficiency: measures.efficiency,
    gap: measures.gap,
    gapPerRound: measures.gapPerRound,
    lowerBoundPerRound: rounds.map(({ lowerBound }) => lowerBound),
    prices: Array.from(played.prices),
    optimalPrices: context.optimum.prices,
    allocation: closing.seats.map(({ allocation }) => Array.from(quantitiesToNumbers(allocation))),
    inventory: Array.from(quantitiesToNumbers(closing.inventory)),
    cash: closing.seats.map(({ cash }) => moneyToNumber(cash)),
    dealerCash: moneyToNumber(dealerTake - dealerGas),
    fees: fees.reduce((sum, fee) => sum + fee, 0),
    perSeat: seats.map((seat) => seatReport(seat, played, context, fees[seat.index]!, measures)),
    account: accountInUnits(account),
    gainShares: gainShares(account, baseline),
    chain: context.chain,
    conservation: {
      resources: conservation.resources.map(String),
      cash: conservation.cash.toString(),
    },
    ...(played.settlement && { settlement: settlementReport(played, played.settlement) }),
    references: { noTrade, optimum, gridOnly, ...context.references },
    kpis: context.kpis,
    timingDependent: played.timingDependent,
    timing: { seconds: played.seconds, solverSeconds: context.solver.seconds, solves: context.solver.solves },
    resultHash: resultHash(played),
  };
}

/** Whether a participant's final plan is one: where numbers lie far apart, a solver may break a row and call it kept. */
function keepsItsRows({ participant: { problem }, plan }: Seat): boolean {
  return brokenRow(problem.own.matrix, problem.own.lower, problem.own.upper, plan) === null;
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

function seatReport(
  seat: Seat,
  played: PlayedMatch,
  { chain, co2 = [] }: ReportContext,
  fees: number,
  { shareOf }: Measures,
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
    surplusShare: shareOf(saving),
    failures: seat.failures,
    ...(co2[seat.index] && { co2: co2[seat.index]! }),
  };
}

/** What a sender paid the chain (money units); the dealer stands behind the last seat. */
export function gasPaid({ senders }: LedgerSummary, sender: number): bigint {
  return BigInt(senders?.[sender]?.paid ?? 0);
}
