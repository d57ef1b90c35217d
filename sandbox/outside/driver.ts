import type { SeatBriefing, SeatTrade, SeatView } from '#market/traders.port.js';
import { GridLeagueError } from '#market/errors.js';
import type { OpenPlugin } from '../calls/plugin-pool.port.js';
import type { SeatCall } from '../calls/seat-call.js';
import { OutsidePlugin } from '../elsewhere/outside-plugin.js';
import type { ProvenBid, SeatDesks, ToolRequest } from '../elsewhere/seat-desks.js';
import type { ToolAnswer } from '../guest/interface.js';

/** A round in which seats of the driver are asked. */
export interface Turn {
  readonly seats: readonly { readonly seat: number; readonly view: SeatView }[];
}

/** What a seat traded since the turn before, and how it stands since. */
export interface ToldTrade {
  readonly seat: number;
  readonly trade: SeatTrade;
  readonly view: SeatView;
}

/** Whoever drove the match has left; it ends without a result. */
class DriverLeftError extends GridLeagueError {
  readonly kind = 'undoable';
  readonly code = 'driver-left';
}

/** No file plays these seats, so none has a hash. */
const NO_FILE = '0'.repeat(64);

/**
 * The seats of a match that somebody else plays, all of them together and in no hurry: `turn` says what they are asked, `act`
 * answers. One driver drives one match.
 */
export class Driver extends OutsidePlugin {
  readonly file = 'outside';
  readonly sha256 = NO_FILE;
  readonly briefings: SeatBriefing[] = [];
  private desks: SeatDesks | null = null;
  private asked = Promise.withResolvers<Turn>();
  private answered = Promise.withResolvers<ReadonlyMap<number, ProvenBid>>();
  private trades: ToldTrade[] = [];

  constructor(readonly name: string) {
    super();
    // Whoever waits for them meets the error.
    this.answered.promise.catch(() => undefined);
  }

  /** The next round in which one of its seats is asked. */
  turn(): Promise<Turn> {
    return this.asked.promise;
  }

  /** What was traded since this was last called. */
  newTrades(): ToldTrade[] {
    return this.trades.splice(0);
  }

  serve(seat: number, request: ToolRequest): ToolAnswer {
    return this.openDesks.serve(seat, request);
  }

  /** The orders of all seats that are asked; of one that is not named: none. Throws `InvalidAnswerError` and stays in the turn. */
  act(turn: Turn, orders: ReadonlyMap<number, unknown>): void {
    const answers = new Map(
      turn.seats.map(({ seat }) => [seat, this.openDesks.answer(seat, orders.get(seat) ?? [])]),
    );
    const { resolve } = this.answered;
    this.asked = Promise.withResolvers();
    this.answered = Promise.withResolvers();
    this.answered.promise.catch(() => undefined);
    resolve(answers);
  }

  /** Ends a match that waits for its driver. */
  leave(): void {
    this.answered.reject(new DriverLeftError('the match was left before its end'));
  }

  open(desks: SeatDesks): OpenPlugin {
    this.desks = desks;
    return {
      run: async (calls) => ({ status: 'answered', results: await this.results(calls), waited: 0 }),
      close: async () => desks.dispose(),
    };
  }

  private get openDesks(): SeatDesks {
    if (!this.desks) throw new RangeError('the match has not begun');
    return this.desks;
  }

  /** All calls of a batch are of one verb. */
  private async results(calls: readonly SeatCall[]): Promise<readonly unknown[]> {
    const bids = calls.filter((call) => call.verb === 'bid');
    if (bids.length === 0) return calls.map((call) => ({ outcome: 'ok', value: this.told(call) }));
    for (const { seat, view } of bids) this.openDesks.begin(seat, view);
    const { promise } = this.answered;
    this.asked.resolve({ seats: bids });
    const answers = await promise;
    return bids.map(({ seat }) => ({ outcome: 'ok', value: answers.get(seat) }));
  }

  private told(call: SeatCall): unknown {
    if (call.verb === 'create' && 'problem' in call.briefing) {
      this.openDesks.create(call.briefing);
      this.briefings.push(call.briefing);
      return JSON.stringify({ methods: 'settled' });
    }
    if (call.verb === 'settled') this.trades.push({ seat: call.seat, trade: call.trade, view: call.view });
    return null;
  }
}
