import type { ReportedChain, SenderCost } from '#contracts/client/transaction-tally.js';
import type { LedgerSummary, ReturnedMoney } from '#market/ledger/ledger.port.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type {
  FailureRecord,
  MatchRecord,
  MatchReport,
  RoundRecord,
  SeatReport,
} from '#market/match/report/report.js';
import { feesOfMarkets } from './days-fees.js';

/** The markets of a match one after the other, as far as that is their parts in a row or their sums. */
export type JoinedMarkets = Pick<
  MatchReport,
  | 'gapPerRound'
  | 'lowerBoundPerRound'
  | 'prices'
  | 'optimalPrices'
  | 'allocation'
  | 'inventory'
  | 'cash'
  | 'chain'
  | 'timing'
  | 'timingDependent'
  | 'settlement'
> & {
  readonly rounds: readonly RoundRecord[];
  /** by seat, and of the dealer: with rounds counted through */
  readonly failures: readonly (readonly FailureRecord[])[];
  readonly dealerFailures: readonly FailureRecord[];
  /** start minus end, per resource */
  readonly differences: readonly string[];
  readonly cashDifferences: readonly string[];
  /** who sits where */
  readonly roles: readonly Pick<SeatReport, 'id' | 'role'>[];
  /** what each market had not proven when it ended, of what there was to gain in it */
  readonly lastGaps: readonly number[];
};

export function joinMarkets(
  records: readonly {
    readonly day: number;
    readonly markets: readonly MatchRecord[];
  }[],
): JoinedMarkets {
  let before = 0;
  const markets = records.flatMap(({ day, markets: ofDay }) =>
    ofDay.map(({ report, rounds }) => {
      const late = before;
      before += rounds.length;
      return { report, rounds, late, day: day + 1 };
    }),
  );
  const reports = markets.map(({ report }) => report);
  const joined = <T>(of: (report: MatchReport) => readonly T[]): T[] => reports.flatMap((one) => of(one));
  const failuresOf = (of: (report: MatchReport) => readonly FailureRecord[]): FailureRecord[] =>
    markets.flatMap(({ report, late, day }) =>
      of(report).map((failure) => ({ ...failure, round: failure.round + late, day })),
    );
  const seconds = (of: keyof MatchReport['timing']): number =>
    reports.reduce((sum, { timing }) => sum + timing[of], 0);
  const [first] = reports as [MatchReport];
  return {
    rounds: markets.flatMap(({ rounds, late, day }) =>
      rounds.map((round) => ({ ...round, round: round.round + late, day })),
    ),
    // JSON, in which days are kept, has no infinity.
    gapPerRound: joined(({ gapPerRound }) => gapPerRound).map((gap: number | null) => gap ?? Infinity),
    lowerBoundPerRound: joined(({ lowerBoundPerRound }) => lowerBoundPerRound).map(
      (bound: number | null) => bound ?? -Infinity,
    ),
    prices: joined(({ prices }) => prices),
    optimalPrices: joined(({ optimalPrices }) => optimalPrices),
    allocation: first.allocation.map((_, j) => joined(({ allocation }) => allocation[j]!)),
    inventory: joined(({ inventory }) => inventory),
    cash: lastCash(reports),
    roles: first.perSeat.map(({ id, role }) => ({ id, role })),
    lastGaps: reports.map(({ gap }) => (gap as number | null) ?? Infinity),
    differences: joined(({ conservation }) => conservation.resources),
    cashDifferences: reports.map(({ conservation }) => conservation.cash),
    failures: first.perSeat.map((_, j) => failuresOf(({ perSeat }) => perSeat[j]!.failures)),
    dealerFailures: failuresOf(({ dealer }) => dealer.failures),
    timingDependent: reports.some(({ timingDependent }) => timingDependent),
    timing: {
      seconds: seconds('seconds'),
      solverSeconds: seconds('solverSeconds'),
      solves: seconds('solves'),
    },
    chain: joinedChain(reports.map(({ chain }) => chain)),
    ...(first.settlement && { settlement: joinedSettlement(reports.map(({ settlement }) => settlement!)) }),
  };
}

/** As of a single market: before local fees, which are a part of what everybody's energy costs. */
function lastCash(reports: readonly MatchReport[]): number[] {
  const collected = feesOfMarkets(reports.slice(0, -1).map(({ chain }) => chain));
  return reports
    .at(-1)!
    .cash.map((cash, j) => (collected ? cash + moneyToNumber(BigInt(collected.paid[j]!)) : cash));
}

type Settlement = NonNullable<MatchReport['settlement']>;

function joinedSettlement(all: readonly Settlement[]): Settlement {
  const [first] = all as [Settlement];
  const units = (of: (settlement: Settlement) => readonly string[]): string[] =>
    of(first).map((_, j) => all.reduce((sum, one) => sum + BigInt(of(one)[j]!), 0n).toString());
  return {
    prices: all.flatMap(({ prices }) => prices),
    payments: units(({ payments }) => payments),
    limits: units(({ limits }) => limits),
    alongPath: first.alongPath.map((_, j) => all.reduce((sum, { alongPath }) => sum + alongPath[j]!, 0)),
  };
}

/** Every market has a contract and accounts of its own; those of the first stand for all. */
function joinedChain(all: readonly ReportedChain[]): LedgerSummary {
  const [first] = all as [ReportedChain];
  const sum = (of: (chain: ReportedChain) => number): number =>
    all.reduce((total, one) => total + of(one), 0);
  const { senders } = first;
  const fees = feesOfMarkets(all);
  return {
    ...first,
    ...{ transactions: sum((one) => one.transactions), gas: sum((one) => one.gas) },
    blocks: sum(({ blocks }) => blocks),
    ...(first.lastBlock !== undefined && { lastBlock: Math.max(...all.map(({ lastBlock }) => lastBlock!)) }),
    ...(first.seconds !== undefined && { seconds: sum(({ seconds }) => seconds ?? 0) }),
    ...(fees && { fees }),
    ...(senders && { senders: senders.map((_, j) => joinedSender(all.map((one) => one.senders![j]!))) }),
    ...(first.returned && { returned: joinedReturns(all.map(({ returned }) => returned!)) }),
    ...(all.length > 1 && first.contract !== null && { contracts: all.map(({ contract }) => contract!) }),
  };
}

function joinedReturns(all: readonly ReturnedMoney[]): ReturnedMoney {
  const sum = (of: 'amount' | 'gas'): string =>
    all.reduce((total, one) => total + BigInt(one[of]), 0n).toString();
  return { amount: sum('amount'), gas: sum('gas'), left: all.flatMap(({ left }) => left) };
}

function joinedSender(all: readonly { readonly paid: string }[]): { readonly paid: string } {
  const costs = all as readonly SenderCost[];
  const sum = (of: 'transactions' | 'gas'): number => costs.reduce((total, one) => total + one[of], 0);
  const paid = costs.reduce((total, one) => total + BigInt(one.paid), 0n).toString();
  return { ...costs[0]!, transactions: sum('transactions'), gas: sum('gas'), paid } as SenderCost;
}
