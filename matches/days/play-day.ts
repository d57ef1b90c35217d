import { createHash } from 'node:crypto';
import { firstState } from '#market/energy/days/household-state.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { HouseholdFlows } from '#market/energy/flows/household-flows.js';
import { magnitude, quantitiesToNumbers } from '#market/ledger/units.js';
import type { ExactCash } from '#market/match/opening.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchOutcome } from '#market/match/report/report.js';
import type { Carried } from './carried.js';
import type { DayRecord, HomeDay, MarketRecord, PlainFlows } from './day-record.js';
import { type DayToPlay, type PlayedSession, playSessions } from './play-sessions.js';
import { referencesOf } from './reference-day.js';

/** Plays the day after those of `records`, and its lines of reference. Throws `MarketError`. */
export async function playDay(day: DayToPlay): Promise<DayRecord> {
  const { days, records, solver } = day;
  // First what depends on nobody's play: a household that cannot live is found before anything is settled.
  const references = referencesOf(days, records, solver);
  const carried = carriedFrom(days, records.at(-1));
  const sessions = await playSessions(day, carried);
  const households = days.truth.households.length;
  const last = sessions.at(-1)!;
  const { memories } = last.played;
  const joined = (of: (session: PlayedSession) => ArrayLike<number>): number[] =>
    sessions.flatMap((session) => Array.from(of(session)).slice(0, session.window.settled));
  const summed = (of: (session: PlayedSession) => bigint): string =>
    sessions.reduce((sum, session) => sum + of(session), 0n).toString();
  const markets = sessions.map((session, i) =>
    marketRecord(session, i === 0 ? carried.cash : sessions[i - 1]!.cash),
  );
  return {
    day: last.window.day,
    outcome: worst(markets.map(({ report }) => report.outcome)),
    rounds: markets.reduce((sum, { rounds }) => sum + rounds.length, 0),
    resultHash: dayHash(markets.map(({ report }) => report.resultHash)),
    prices: joined((session) => perPeriod(session, session.played.prices)),
    cash: last.cash.seats.slice(0, households).map(String),
    dealerCash: last.cash.dealer.toString(),
    dealerTake: summed(({ played }) => played.closing.dealerCash - played.opening.dealerCash),
    gridPayment: summed(({ played }) => played.seats[households]?.payment ?? 0n),
    gridCost: sessions.reduce((sum, { settled }) => sum + settled.gridCost, 0),
    gridImport: joined(({ settled }) => settled.flows.gridImport),
    gridExport: joined(({ settled }) => settled.flows.gridExport),
    unsoldPlant: joined((session) =>
      perPeriod(session, quantitiesToNumbers(session.played.closing.inventory)),
    ),
    homes: days.truth.households.map((_, j) => homeDay(sessions, j)),
    ...(memories && { memories }),
    markets,
    ...(days.retrade !== undefined && { delivered: deliveredOf(sessions) }),
    references,
  };
}

function carriedFrom({ truth }: RollingDays, before: DayRecord | undefined): Carried {
  if (!before) return { states: truth.households.map(firstState) };
  const { markets, cash, dealerCash, memories } = before;
  return {
    states: markets.at(-1)!.states,
    cash: { seats: cash.map(BigInt), dealer: BigInt(dealerCash) },
    ...(memories && { memories }),
  };
}

/** By period of a session's window; 0 where nothing is traded. */
function perPeriod({ opened, window }: PlayedSession, values: ArrayLike<number>): number[] {
  const { energy } = opened.community.market.resources;
  return Array.from({ length: window.traded }, (_, t) => (energy[t]! < 0 ? 0 : values[energy[t]!]!));
}

/** `before`: what the market before left; absent: there was none. */
function marketRecord(
  { window, played, record, opened, settled }: PlayedSession,
  before: ExactCash | undefined,
): MarketRecord {
  return {
    ...record,
    period: window.period,
    volume: volumeOf({ window, played, opened }),
    states: settled.states,
    handOver: (before
      ? handedOver(before, played.opening, opened.community.households.length)
      : 0n
    ).toString(),
  };
}

/** What households bought in a market, kWh of energy that could be traded in it. */
export function volumeOf({
  window,
  played,
  opened,
}: Pick<PlayedSession, 'window' | 'played' | 'opened'>): number {
  const { energy } = opened.community.market.resources;
  const bought = played.closing.seats
    .slice(0, opened.community.households.length)
    .flatMap(({ allocation }, j) =>
      Array.from(energy.subarray(0, window.traded), (r) =>
        r < 0 ? 0 : Math.max(0, Number(allocation[r]! - played.opening.seats[j]!.allocation[r]!)),
      ),
    );
  return bought.reduce((sum, units) => sum + units, 0) / 1e9;
}

/** Sum of differences; the grid's purse is filled anew. */
function handedOver(before: ExactCash, opening: PlayedMatch['opening'], households: number): bigint {
  return opening.seats
    .slice(0, households)
    .reduce(
      (sum, { cash }, j) => sum + magnitude(cash - before.seats[j]!),
      magnitude(opening.dealerCash - before.dealer),
    );
}

const BETTER_TO_WORSE: readonly MatchOutcome[] = ['converged', 'closed', 'round-cap', 'stalled', 'void'];

/** How several markets ended: as the worst of them. */
export function worst(outcomes: readonly MatchOutcome[]): MatchOutcome {
  return outcomes.reduce((one, other) =>
    BETTER_TO_WORSE.indexOf(one) < BETTER_TO_WORSE.indexOf(other) ? other : one,
  );
}

/** Of a day by those of its markets. */
export function dayHash(hashes: readonly string[]): string {
  if (hashes.length === 1) return hashes[0]!;
  const hash = createHash('sha256');
  for (const each of hashes) hash.update(`${each}\n`);
  return hash.digest('hex');
}

function deliveredOf(sessions: readonly PlayedSession[]): DayRecord['delivered'] {
  const { contracts } = sessions.at(-1)!;
  const { opening } = sessions[0]!.played;
  const { energy } = sessions[0]!.opened.community.market.resources;
  return {
    seats: contracts.seats.map((bought) => bought.map(Number)),
    dealer: contracts.inventory!.map((left, t) =>
      energy[t]! < 0 ? 0 : Number(left - opening.inventory[energy[t]!]!),
    ),
  };
}

/** A household's day; what was expected is what was when the day began. */
function homeDay(sessions: readonly PlayedSession[], j: number): HomeDay {
  const [{ opened, window }] = sessions as [PlayedSession];
  const { load, generation } = opened.expected[j]!;
  const ofDay = (series: Float64Array): number[] => Array.from(series.subarray(0, window.traded));
  const homes = sessions.map(({ settled }) => settled.homes[j]!);
  const money = (of: readonly bigint[]): string => of.reduce((sum, amount) => sum + amount, 0n).toString();
  return {
    expected: { load: ofDay(load), generation: ofDay(generation) },
    planned: plain(homes.map(({ planned }) => planned)),
    real: opened.mistaken ? plain(homes.map(({ real }) => real)) : null,
    scheduled: homes.flatMap(({ scheduled }) => scheduled.map(Number)),
    imbalance: homes.flatMap(({ imbalance }) => imbalance.energy.map(Number)),
    imbalancePayment: money(homes.map(({ imbalance }) => imbalance.amount)),
    payment: money(sessions.map(({ played }) => played.seats[j]!.payment)),
    cost: homes.reduce((sum, { cost }) => sum + cost, 0),
  };
}

function plain(parts: readonly HouseholdFlows[]): PlainFlows {
  const names = Object.keys(parts[0]!) as (keyof HouseholdFlows)[];
  return Object.fromEntries(
    names.map((name) => [name, parts.flatMap((flows) => Array.from(flows[name]))]),
  ) as unknown as PlainFlows;
}
