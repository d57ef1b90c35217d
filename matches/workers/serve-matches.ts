import { onceOrphaned, tellParent } from '#parent-process.js';
import { takeFences } from '#sandbox/isolated/fences-here.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import type { MarketInstance } from '#market/instance.js';
import type { RoundBook } from '#market/match/rounds/round-book.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { OrderTables } from '#results/export/order-tables.js';
import { BookKeeper } from '../play/shown/shown-books.js';
import type { HeardMatch, MatchProgress, MissingPart } from '#leagues/run/match-player.port.js';
import { GridLeagueError, IncompleteInstallationError } from '#market/errors.js';
import type { DayRecord } from '../days/day-record.js';
import { daysOfMatch } from '../days/packed-days.js';
import { compareMatch, recordedMatch } from '../verify/differences/compare-match.js';
import { isConsistent } from '../verify/retrace/retrace.js';
import { retracePlace } from '../verify/retrace/retrace-place.js';
import { matchTables, plansOf } from '../play/shown/match-tables.js';
import type { MatchPlans } from '#results/export/community-csv.js';
import { MatchRoom, type SeatOutside } from '../play/rooms/match-room.js';
import { toldTo } from './told-worker.js';
import type { FromWorker, ReplayedMatch, ToWorker } from './protocol.js';
import { RemoteChain } from './remote-chain.js';
import { RemoteLines } from './remote-lines.js';
import { zippedTables } from './zipped-tables.js';

/** Sandbox processes that stay ready for the next match of the same plugin. */
const KEPT_PROCESSES = 16;

/** ms; shorter than any silence that is taken for a loss */
const BETWEEN_SIGNS = 1000;

type Order = Exclude<ToWorker, { kind: 'chain-answer' | 'heard' }>;

/**
 * Plays matches for the parent process until that is gone. `seatOutside`: how programs of whoever plays here are seated, which
 * no server has.
 */
export function serveMatches(seatOutside: SeatOutside): void {
  const { fences, remoteSeconds } = toldTo(process.env);
  takeFences(fences);
  const pool = new SandboxPool({ spares: 1, kept: KEPT_PROCESSES });
  const send: (message: FromWorker) => void = tellParent;
  const chain = new RemoteChain(send);
  const lines = new RemoteLines(send);
  const room = MatchRoom.open(pool, {
    remote: { line: (agent) => lines.open(agent), seconds: remoteSeconds },
    own: seatOutside,
  });

  let progress: MatchProgress = { rounds: 0, glance: null };
  const sign = (): void => send({ kind: 'alive', sandboxes: pool.pids.length, progress });
  const alive = ({ prices, trades, gap }: RoundRecord): void => {
    const glance = { prices, trades: trades.length, gap: Number.isFinite(gap) ? gap : null };
    progress = { rounds: progress.rounds + 1, glance };
    sign();
  };
  // A round may last as long as its plugins' limits allow: no silence of ours. Anything else that hangs gives no sign.
  setInterval(() => (pool.isAwaited || lines.isAwaited) && sign(), BETWEEN_SIGNS).unref();

  async function result(
    room: MatchRoom,
    order: Order,
  ): Promise<HeardMatch | ReplayedMatch | MissingPart | null> {
    if (order.kind === 'check') return room.check(order.onChain ? chain : null);
    const { task } = order;
    if (order.kind === 'play') {
      const { records, pack } = await daysOfMatch(order.days, room.engine);
      progress = { ...progress, rounds: records.reduce((sum, day) => sum + day.rounds, 0) };
      const add = async (record: DayRecord): Promise<void> => send({ kind: 'day', day: await pack(record) });
      return room.play(task, order.attempt, order.onChain ? chain : null, {
        ...{ onRound: alive, days: { records, add } },
      });
    }
    let plans: MatchPlans = { plans: [], plansBefore: [] };
    const days: DayRecord[] = [];
    const { wanted } = order;
    const books = wanted === 'books' ? new BookKeeper() : null;
    const orders = wanted === 'tables' ? new OrderTables() : null;
    const replayed = await room.play(task, 1, null, {
      onRound: alive,
      ...((books ?? orders) && {
        onBook: (book: RoundBook, market: MarketInstance): void => {
          books?.add(book);
          orders?.add(book, market);
        },
      }),
      onPlayed: ({ seats }) => (plans = plansOf(seats)),
      // One that is played once more begins with the first day that is in doubt.
      onDay: (record) => days.splice(record.day, days.length, record),
    });
    const scenario = await room.scenario(task.scenario);
    const place = retracePlace(task, scenario);
    const comparison = compareMatch(
      order.stored,
      replayed,
      () => place.drawn.instance,
      (recorded) => isConsistent(recorded, place, room.solver),
    );
    const nothing = { comparison, tables: null, books: null };
    if (!comparison.identical) return nothing;
    if (books) return { ...nothing, books: books.books };
    if (!orders) return nothing;
    // What is told is what is recorded: of its gas a replay in memory knows nothing.
    const recorded = recordedMatch(order.stored);
    const tables = matchTables(recorded, scenario.draw(task.match.seed), { plans, days, orders });
    for await (const piece of zippedTables(task.id, tables)) {
      sign();
      send({ kind: 'piece', piece });
    }
    return { ...nothing, tables: [] };
  }

  /** What is wrong with a scenario says its message; anything else is ours to find. */
  function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const saysIt =
      error instanceof IncompleteInstallationError ||
      (error instanceof GridLeagueError && (error.kind === 'input' || error.kind === 'chain'));
    return saysIt ? error.message : (error.stack ?? error.message);
  }

  async function play(order: Order): Promise<void> {
    progress = { rounds: 0, glance: null };
    try {
      send({ kind: 'played', result: await result(await room, order) });
    } catch (error) {
      send({ kind: 'fault', reason: reasonOf(error) });
    }
  }

  process.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'chain-answer':
        return chain.receive(message.id, message.answer, message.failure);
      case 'heard':
        return lines.receive(message.line, message.heard);
      default:
        void play(message);
    }
  });
  // A terminal's Ctrl-C reaches everybody; the parent decides how to end.
  process.on('SIGINT', () => undefined);
  onceOrphaned(() => void pool.close().finally(() => process.exit(0)));
}
