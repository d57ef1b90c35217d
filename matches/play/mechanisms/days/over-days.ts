import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { countDays } from '#market/energy/days/rolling-days.js';
import { MarketError } from '#market/errors.js';
import type { MarketInstance } from '#market/instance.js';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import { agentSeatCount } from '#market/seating.js';
import { dateOf } from '../../../days/dates.js';
import type { DayRecord } from '../../../days/day-record.js';
import { joinDays } from '../../../days/join-days.js';
import { playDay } from '../../../days/play-day.js';
import type { DayMarket } from '../../../days/play-sessions.js';
import { InputError } from '../../../input-error.js';
import type { MechanismRoom, PlayTask } from '../mechanism.port.js';

/**
 * The days of a scenario one after the other, each as a match of its own by this mechanism, with plugins that are made for it; and one
 * record over all of them.
 */
export function overDays(room: MechanismRoom): MechanismRoom {
  return {
    ...room,
    play: async (task) => {
      const { id, drawn, seed, lineUp, solver, engine, days } = task;
      const rolling = drawn.rolling!;
      const records: DayRecord[] = [...(days?.records ?? [])];
      while (records.length < countDays(rolling)) {
        const before = records.reduce((sum, { rounds }) => sum + rounds, 0);
        const record = await dated(task.ledger.scenario, rolling, records.length, () =>
          playDay({ drawn, days: rolling, records, market: dayMarket(room, task, before), solver }),
        );
        records.push(record);
        await days?.add(record);
      }
      const identities = lineUp.identities(agentSeatCount(drawn.instance));
      return joinDays(
        {
          ...{ id, seed, engine, drawn, rolling, execution: lineUp.execution },
          ...{ plugins: identities, dealer: lineUp.dealer },
        },
        records,
      );
    },
  };
}

/** A market of a day as a match; `before`: rounds of the days before it. */
function dayMarket(room: MechanismRoom, task: PlayTask, before: number): DayMarket {
  const { id, seed, lineUp, solver, engine, onRound, onBook } = task;
  const { log: _, ...ledger } = task.ledger;
  let late = before;
  return async (drawn, day) => {
    let found: PlayedMatch | undefined;
    const { day: number, period } = day.toldDealer;
    const which = `day/${number}${period > 0 ? `/${period}` : ''}`;
    const record = await room.play({
      ...{ id: `${id}/${which}`, seed: `${seed}/${which}`, drawn, lineUp, solver, engine, day },
      ledger: { ...ledger, match: `${ledger.match}/${which}` },
      onRound: (round) => onRound?.({ ...round, round: round.round + late, day: number }),
      ...(onBook && {
        onBook: (book: RoundBook, market: MarketInstance) =>
          onBook({ ...book, round: book.round + late }, market),
      }),
      onPlayed: (played) => (found = played),
    });
    late += record.rounds.length;
    task.onMarket?.({ ...record, day: number, period, drawn });
    return { played: found!, record };
  };
}

/** What goes wrong on a day is told with its date. */
async function dated<T>(
  scenario: string,
  days: Pick<RollingDays, 'truth' | 'bounds'>,
  day: number,
  play: () => Promise<T>,
): Promise<T> {
  try {
    return await play();
  } catch (error) {
    if (!(error instanceof MarketError) || error.code !== 'infeasible-agent') throw error;
    throw new InputError(`${scenario}: on ${dateOf(days, day)}: ${error.message}`);
  }
}
