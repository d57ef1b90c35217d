import type { MatchConduct } from '#leagues/run/match-task.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { countDays, windowsOf } from '#market/energy/days/rolling-days.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type MatchRecord } from '#market/match/report/report.js';
import { agentSeatCount } from '#market/seating.js';
import type { SeatTrade, SeatView, Traders, SeatOrder } from '#market/traders.port.js';
import { prepareAdmitted } from '#sandbox/compile/submission.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { InputError } from '../input-error.js';
import { engineIdentity } from '../play/engine-identity.js';
import { sandboxed, type Entrant, type LineUp } from '../play/line-ups/line-up.js';
import { MatchConsoles } from '../play/line-ups/match-consoles.js';
import type { PluginSource } from '../play/line-ups/named-line-up.js';
import type { PlayTask } from '../play/mechanisms/mechanism.port.js';
import { playTask } from '../play/play-task.js';

/** A match that can be played again, wherever it was played first. */
export interface RepeatableMatch {
  readonly id: string;
  readonly seed: string;
  readonly drawn: DrawnMarket;
  /** dealt to the agent seats in turn */
  readonly agents: readonly PluginSource[];
  readonly dealer: PluginSource;
  readonly limits?: MatchConduct['limits'];
  /** that the first play had */
  readonly resultHash: string;
}

/** What a seat saw, sent and got in one round. */
export interface SeatRound {
  readonly round: number;
  /** null: it was not asked */
  readonly view: SeatView | null;
  readonly orders: readonly SeatOrder[];
  /** m, the prices that it reckoned with; null: it asked for no bundles */
  readonly asked: Float64Array | null;
  /** null: it traded nothing */
  readonly trade: SeatTrade | null;
  /** z_j after the round's trade, money; null without one */
  readonly costAfter: number | null;
  /** lines on its console */
  readonly said: readonly string[];
}

/** One of the markets of a match over days: of which day, from 1 on, and the period in which it opened. */
export interface WhichMarket {
  readonly day: number;
  readonly period: number;
}

/** A match, or one market of a match over days. */
export interface RepeatedMatch extends MatchRecord {
  readonly rounds: MatchRecord['rounds'];
  readonly drawn: DrawnMarket;
  /** of the whole match */
  readonly resultHash: string;
  /** those in which the seat was asked or traded */
  readonly seatRounds: readonly SeatRound[];
  readonly solver: LpSolver;
}

/**
 * Plays a match again, in memory, and looks over the shoulder of a seat; of a match over days in `which` of its markets. Throws
 * `InputError` for a seat or market that there is not.
 */
export async function replayWatching(
  match: RepeatableMatch,
  seat: number,
  which?: WhichMarket,
): Promise<RepeatedMatch> {
  const { drawn } = match;
  checkMarket(match, which);
  checkSeat(match, seat);
  const consoles = new MatchConsoles();
  const watch = new SeatWatch(seat, consoles);
  const solver = await createHighsSolver();
  let found: Omit<RepeatedMatch, 'resultHash'> | undefined;
  const record = await playAgain(match, {
    ...{ consoles, solver, watched: (lineUp) => watch.over(lineUp) },
    onMarket: ({ day, period, ...market }) => {
      if (day === which?.day && period === which.period)
        found = { ...market, seatRounds: watch.rounds(), solver };
    },
  });
  const { resultHash } = record.report;
  if (!drawn.rolling) return { ...record, drawn, seatRounds: watch.rounds(), solver, resultHash };
  return { ...found!, resultHash };
}

/** Throws `InputError` for a seat that there is not. */
export function checkSeat({ id, drawn }: RepeatableMatch, seat: number): void {
  const seats = agentSeatCount(drawn.instance);
  if (seat >= seats) throw new InputError(`--seat ${seat}: the seats of ${id} are 0 to ${seats - 1}`);
}

/** Who looks on while a match is played again. */
export interface Onlooker extends Pick<PlayTask, 'solver' | 'onMarket' | 'onBid'> {
  readonly consoles: MatchConsoles;
  /** the line-up with ears */
  readonly watched: (lineUp: LineUp) => LineUp;
}

/** Plays a match again, in memory. */
export async function playAgain(
  { id, seed, drawn, limits, ...match }: RepeatableMatch,
  { consoles, watched, ...onlooker }: Onlooker,
): Promise<MatchRecord> {
  const pool = new SandboxPool({ spares: 0 });
  try {
    const entrant = async (plugin: PluginSource): Promise<Entrant> => ({
      identity: identityOf(plugin),
      submission: await prepareAdmitted(plugin.source, plugin.file),
    });
    const agents = await Promise.all(match.agents.map(entrant));
    const lineUp = sandboxed(pool, agents, await entrant(match.dealer), {
      consoles,
      ...(limits && { limits }),
    });
    return await playTask({
      ...{ id, seed, drawn, ...onlooker, lineUp: watched(lineUp), engine: await engineIdentity() },
      ledger: { chain: null, match: id, scenario: drawn.instance.id },
    });
  } finally {
    await pool.close();
  }
}

/** Throws `InputError` unless it is one of its markets, or the match is one. */
function checkMarket({ id, drawn: { rolling } }: RepeatableMatch, which: WhichMarket | undefined): void {
  if (!rolling) {
    if (which) throw new InputError(`--day: ${id} is one day`);
    return;
  }
  const days = countDays(rolling);
  if (!which)
    throw new InputError(`${id}: has ${days} days: say which one is to be explained, such as --day 1`);
  const periods =
    which.day >= 1 && which.day <= days ? windowsOf(rolling, which.day - 1).map(({ period }) => period) : [];
  if (periods.includes(which.period)) return;
  if (periods.length === 0) throw new InputError(`--day ${which.day}: the days of ${id} are 1 to ${days}`);
  throw new InputError(
    `--day ${which.day}/${which.period}: the markets of that day open in periods ${periods.join(', ')}`,
  );
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Keeps what goes between the market and one seat. */
class SeatWatch {
  private seen = new Map<number, Mutable<SeatRound>>();
  private heard = 0;

  constructor(
    private readonly seat: number,
    private readonly consoles: MatchConsoles,
  ) {}

  rounds(): SeatRound[] {
    return [...this.seen.values()].sort((a, b) => a.round - b.round);
  }

  over(lineUp: LineUp): LineUp {
    return {
      ...lineUp,
      seat: (seating) => {
        // Of a match over days each market begins anew.
        this.seen = new Map();
        const { traders, dealer } = lineUp.seat(seating);
        return { traders: this.traders(traders), dealer };
      },
    };
  }

  private traders(traders: Traders): Traders {
    const isMine = ({ seat }: { readonly seat: number }): boolean => seat === this.seat;
    return {
      create: (briefings) => traders.create(briefings),
      bid: async (calls) => {
        const answers = await traders.bid(calls);
        const index = calls.findIndex(isMine);
        if (index < 0) return answers;
        const { view } = calls[index]!;
        const answer = answers[index]!;
        const round = this.at(view.round);
        round.view = view;
        round.orders = answer.outcome === 'ok' ? answer.value.orders : [];
        round.asked = this.consoles.agents.askedBy(this.seat);
        this.listen(round);
        return answers;
      },
      settled: async (calls) => {
        const answers = await traders.settled(calls);
        const mine = calls.find(isMine);
        if (!mine) return answers;
        const round = this.at(mine.trade.round);
        round.trade = mine.trade;
        round.costAfter = mine.view.cost;
        this.listen(round);
        return answers;
      },
      remember: async (seats) => (await traders.remember?.(seats)) ?? [],
      close: () => traders.close(),
    };
  }

  private at(round: number): Mutable<SeatRound> {
    const known = this.seen.get(round);
    if (known) return known;
    const nothing = { view: null, orders: [], asked: null, trade: null, costAfter: null, said: [] };
    const fresh: Mutable<SeatRound> = { round, ...nothing };
    this.seen.set(round, fresh);
    return fresh;
  }

  private listen(round: Mutable<SeatRound>): void {
    const own = this.consoles.agents.lines.filter(({ seat }) => seat === this.seat);
    round.said = [...round.said, ...own.slice(this.heard).map(({ text }) => text)];
    this.heard = own.length;
  }
}
