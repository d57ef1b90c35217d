import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import { type RollingDays, windowsOf } from '#market/energy/days/rolling-days.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { MatchDay } from '#market/match/match-setting.js';
import type { ExactCash } from '#market/match/opening.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { Carried } from './carried.js';
import { type Contracts, contractsAfter, contractsIn, energiesOf, noContracts } from './contracts.js';
import { marketToPlay, matchDay } from './day-market.js';
import { cashAfterFees } from './days-fees.js';
import type { DayRecord } from './day-record.js';
import { openDay, type OpenedDay, settleDay, type SettledDay } from './plan-day.js';

/** Plays a market of a day: what came of it, and its record. */
export type DayMarket = (
  drawn: DrawnMarket,
  day: MatchDay,
) => Promise<{ readonly played: PlayedMatch; readonly record: MatchRecord }>;

/** A market of a day, and what came of the periods until the next. */
export interface PlayedSession {
  readonly window: DayWindow;
  readonly opened: OpenedDay;
  readonly played: PlayedMatch;
  readonly record: MatchRecord;
  readonly settled: SettledDay;
  /** after it, for all periods of the day */
  readonly contracts: Contracts;
  /** what everybody takes into the next one: what is left once local fees are collected */
  readonly cash: ExactCash;
}

/** A day to be played after those of `records`. */
export interface DayToPlay {
  readonly drawn: DrawnMarket;
  readonly days: RollingDays;
  readonly records: readonly DayRecord[];
  readonly market: DayMarket;
  readonly solver: LpSolver;
}

/** Plays the markets of the day after those of `records`, one after the other. Throws `MarketError`. */
export async function playSessions(
  { drawn, days, records, market, solver }: DayToPlay,
  first: Carried,
): Promise<PlayedSession[]> {
  const windows = windowsOf(days, records.length);
  const sessions: PlayedSession[] = [];
  let carried = first;
  let contracts = noContracts(drawn.instance.participants.length, windows[0]!.traded);
  for (const window of windows) {
    const held = contractsIn(contracts, window);
    const isFirst = window.period === 0;
    const homes = isFirst
      ? undefined
      : days.truth.households.map((_, j) => energiesOf(held[j]!, window.periods));
    const opened = openDay(days, window, carried.states, false, homes);
    const { played, record } = await market(
      marketToPlay(drawn, opened, carried, isFirst ? null : contracts),
      matchDay(days, opened, records, carried, held),
    );
    contracts = contractsAfter(contracts, played, opened);
    const settled = settleDay(
      days,
      opened,
      { plans: played.seats.map(({ plan }) => plan), delivered: contractsIn(contracts, window) },
      carried.states,
      solver,
    );
    const { closing, memories = carried.memories } = played;
    carried = {
      states: settled.states,
      cash: cashAfterFees(
        { seats: closing.seats.map(({ cash }) => cash), dealer: closing.dealerCash },
        record.report.chain.fees,
      ),
      ...(memories && { memories }),
    };
    sessions.push({ window, opened, played, record, settled, contracts, cash: carried.cash! });
  }
  return sessions;
}
