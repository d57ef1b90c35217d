import type { MarketRules } from '../instance.js';
import type { LedgerState } from '../ledger/ledger.port.js';
import { quantitiesToNumbers } from '../ledger/units.js';
import { orderLimits } from '../order/order-limits.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import type { Dealer } from './dealer/dealer-supply.js';
import { WithDealerUnits } from './dealer/dealer-units.js';
import { introduceDealer, introduceSeats } from './introductions.js';
import type { MatchSetting } from './match-setting.js';
import { collectMemories, type Memories } from './memories.js';
import { openingOf } from './opening.js';
import type { FailureRecord, MatchOutcome, RoundRecord } from './report/report.js';
import { Seat } from './seats/seat.js';
import { settleMatch, type FinalSettlement } from './settle-match.js';
import { Table } from './table.js';

/** A match as it was played, before anything is derived from it. */
export interface PlayedMatch {
  readonly outcome: MatchOutcome;
  readonly rounds: readonly RoundRecord[];
  readonly opening: LedgerState;
  readonly closing: LedgerState;
  readonly seats: readonly Seat[];
  readonly dealer: Pick<Dealer, 'failures'>;
  /** m, the prices last announced: those the certificate speaks of */
  readonly prices: Float64Array;
  /** null: every trade was settled at the prices of its round */
  readonly settlement: FinalSettlement | null;
  /** of a day that another follows */
  readonly memories?: Memories;
  readonly timingDependent: boolean;
  readonly seconds: number;
}

/** Failures that another machine, or another day, might not see; all others are counted, hence reproducible. */
export const MACHINE_DEPENDENT: ReadonlySet<string> = new Set<FailureRecord['kind']>([
  'timed-out',
  'out-of-memory',
  'process-lost',
  'disconnected',
  'out-of-time',
  // What gas costs on somebody else's chain, and what becomes of accounts there, is that chain's.
  'unpaid-gas',
]);

/** Whether the clock ended a match before its rounds ran out. */
export function isCutShort(outcome: MatchOutcome, rounds: number, { roundCap }: MarketRules): boolean {
  return outcome === 'round-cap' && rounds < roundCap;
}

/**
 * Plays one match of the Bundle Trading Market (docs/market-rules.md): rounds of bids, clearing
 * and settlement until the certificate holds, nothing moves any more, or the rounds run out.
 * Whatever plugins do is an outcome; a `MarketError` or `LedgerError` is a fault of the platform.
 */
export async function playMatch(given: MatchSetting): Promise<PlayedMatch> {
  const start = given.clock.now();
  const { ledger, instance, solver } = given;
  const traders = new WithDealerUnits(given.traders, instance, solver);
  const setting: MatchSetting = { ...given, traders };
  const limits = orderLimits(instance, setting.rules);
  const { quantity } = limits;
  await ledger.open(openingOf(instance, setting.rules.settlement, { quantity, exactly: setting.day?.cash }));
  const opening = ledger.state();
  const isFinal = setting.rules.settlement === 'final';
  const valuations: SeatValuation[] = [];
  try {
    for (const { problem, id } of instance.participants)
      valuations.push(new SeatValuation(solver, problem, id));
    const seats = instance.participants.map(
      (participant, j) =>
        new Seat(
          j,
          participant,
          valuations[j]!,
          quantitiesToNumbers(opening.seats[j]!.allocation),
          setting.rules.gas?.sealing,
        ),
    );
    const table = new Table(setting, seats, opening, limits);
    await introduceSeats(setting, seats, limits);
    await introduceDealer(setting, table.dealer, seats);
    const outcome = await table.play();
    const { announced } = table.prices;

    const settlement = isFinal ? await settleMatch(setting, opening, seats) : null;
    const memories = await collectMemories(setting, seats, table);
    return {
      outcome,
      settlement,
      ...(memories && { memories }),
      rounds: table.rounds,
      opening,
      closing: ledger.state(),
      seats,
      dealer: table.dealer,
      prices: announced,
      timingDependent:
        isCutShort(outcome, table.rounds.length, setting.rules) ||
        [...seats, table.dealer].some(({ failures }) =>
          failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)),
        ),
      seconds: setting.clock.now() - start,
    };
  } finally {
    traders.dispose();
    for (const valuation of valuations) valuation.dispose();
  }
}
