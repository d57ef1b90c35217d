import type { CallResult } from '../traders.port.js';
import type { MatchSetting } from './match-setting.js';
import type { FailureRecord } from './report/report.js';
import type { Seat } from './seats/seat.js';
import type { Table } from './table.js';

/** Texts that strategies (by agent seat) and the dealer policy leave to those of the next market. */
export interface Memories {
  readonly seats: readonly string[];
  readonly dealer: string;
}

/**
 * Asks for them when a market is over that another follows; undefined: none does. What fails is a failure of the last round, and what was
 * remembered before stays; so it does of who is benched, and is not asked.
 */
export async function collectMemories(
  { day, traders, dealer: desk, rules }: MatchSetting,
  seats: readonly Seat[],
  { dealer, rounds }: Table,
): Promise<Memories | undefined> {
  if (!day || day.isLast) return undefined;
  const round = rounds.length;
  const kept = (
    answer: CallResult<string | null> | undefined,
    before: string,
    fail: (failure: FailureRecord) => void,
  ): string => {
    if (answer?.outcome === 'ok') return answer.value ?? before;
    if (answer) fail({ round, kind: answer.outcome, reason: answer.reason });
    return before;
  };
  const asked = seats.filter(({ participant, benched }) => participant.role === 'agent' && !benched);
  const answers = (await traders.remember?.(asked.map(({ index }) => index))) ?? [];
  const memories = day.told.map(({ memory }) => memory);
  asked.forEach((seat, i) => {
    memories[seat.index] = kept(answers[i], memories[seat.index]!, (failure) =>
      seat.fail(failure, rules.errorBudget),
    );
  });
  const answer = dealer.benched ? undefined : await desk.remember?.();
  return {
    seats: memories,
    dealer: kept(answer, day.toldDealer.memory, (failure) => dealer.fail(round, failure)),
  };
}
