import {
  DrivenMatch,
  drawnFor,
  drivenSeats,
  mostOffered,
  type DrivenRequest,
  type Happening,
} from '#matches/play/rooms/driven-match.js';
import type { DrivenRoom } from '#matches/play/rooms/driven-room.js';
import type { Turn } from '#sandbox/outside/driver.js';
import { InvalidAnswerError } from '#sandbox/calls/reply-checks.js';
import type { ToolRequest } from '#sandbox/elsewhere/seat-desks.js';
import { toWire } from '#sandbox/elsewhere/wire.js';
import { playLimits } from '#matches/play/limits.js';
import { nameOrUserPath } from '../terminal/user-path.js';
import { RequestError } from './request-error.js';
import type { OpenRequest, Request, TaskRequest, ToolCall } from './requests.js';

const { drivenMatches: MOST_MATCHES } = playLimits;

interface Game {
  readonly match: DrivenMatch;
  readonly bundles: OpenRequest['bundles'];
}

/** The matches of one driver, by the names it gives them. */
export class EnvMatches {
  private readonly games = new Map<string, Promise<Game>>();

  constructor(private readonly room: DrivenRoom) {}

  /** Throws `RequestError`, and what a match that cannot be played throws; that match is closed then. */
  async answer(request: Request): Promise<object> {
    switch (request.do) {
      case 'seats':
        return this.seats(request);
      case 'open':
        return this.open(request);
      case 'step':
        return this.step(request);
      case 'close':
        return this.close(request.match);
      default:
        return this.serve(request);
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.games.keys()].map((name) => this.close(name)));
  }

  /** Which seats a driver would have, and what of the market its spaces depend on. */
  private async seats(request: TaskRequest): Promise<object> {
    const solver = await this.room.takeSolver();
    try {
      const asked = requestOf(request);
      const { drawn } = await drawnFor(this.room, asked, solver);
      const { resources } = drawn.instance;
      const { roundCap, maxOrders } = drawn.rules;
      return {
        seats: drivenSeats(asked, drawn),
        resources,
        roundCap,
        maxOrders,
        bundles: mostOffered(drawn),
      };
    } finally {
      this.room.giveBack(solver);
    }
  }

  private async open(request: OpenRequest): Promise<object> {
    const { match: name, bundles } = request;
    if (this.games.has(name)) throw new RequestError('match-exists', `match ${name} is still open`);
    if (this.games.size >= MOST_MATCHES)
      throw new RequestError('too-many-matches', `${MOST_MATCHES} matches are open; close one`);
    const opening = DrivenMatch.open(this.room, requestOf(request)).then((match) => ({ match, bundles }));
    this.games.set(name, opening);
    return this.orClosed(name, async () => {
      const game = await opening;
      const next = await happening(game);
      return { briefings: game.match.briefings.map(toWire), ...next };
    });
  }

  private async step({ match: name, orders }: Extract<Request, { do: 'step' }>): Promise<object> {
    const { game, turn } = await this.inTurn(name);
    const bySeat = new Map(Object.entries(orders).map(([seat, own]) => [Number(seat), own]));
    for (const seat of bySeat.keys()) checkAsked(turn, seat);
    try {
      game.match.act(turn, bySeat);
    } catch (error) {
      if (error instanceof InvalidAnswerError) throw new RequestError('bad-orders', error.message);
      throw error;
    }
    return this.orClosed(name, () => happening(game));
  }

  private async serve({ do: tool, match: name, seat, ...asked }: ToolCall): Promise<object> {
    const { game, turn } = await this.inTurn(name);
    checkAsked(turn, seat);
    return toWire(game.match.serve(seat, { tool, ...asked } as ToolRequest)) as object;
  }

  private async close(name: string): Promise<object> {
    const { match } = await this.game(name);
    this.games.delete(name);
    await match.leave();
    return {};
  }

  private async game(name: string): Promise<Game> {
    const game = this.games.get(name);
    if (!game) throw new RequestError('unknown-match', `no match ${name} is open`);
    return game;
  }

  private async inTurn(name: string): Promise<{ readonly game: Game; readonly turn: Turn }> {
    const game = await this.game(name);
    const { turn } = game.match;
    if (!turn) throw new RequestError('no-turn', `match ${name} waits for nothing: it is being played`);
    return { game, turn };
  }

  /** A match that ends, or fails, is forgotten. */
  private async orClosed(name: string, work: () => Promise<Pick<WireHappening, 'end'>>): Promise<object> {
    try {
      const done = await work();
      if (done.end !== undefined) this.games.delete(name);
      return done;
    } catch (error) {
      this.games.delete(name);
      throw error;
    }
  }
}

function requestOf({ scenario, seed, agents, dealer, rounds, book, name }: TaskRequest): DrivenRequest {
  const found = { scenario: nameOrUserPath(scenario), agents: agents.map(nameOrUserPath) };
  const rules = { ...(rounds !== undefined && { roundCap: rounds }), ...(book && { book }) };
  return { ...found, seed, dealer: nameOrUserPath(dealer), rules, name };
}

function checkAsked({ seats }: Turn, seat: number): void {
  if (!seats.some((asked) => asked.seat === seat))
    throw new RequestError('bad-request', `seat ${seat} is not asked in this turn`);
}

interface WireHappening {
  readonly trades: unknown;
  readonly turn?: object;
  readonly end?: object;
}

async function happening({ match, bundles }: Game): Promise<WireHappening> {
  const next = await match.next();
  const trades = toWire(next.trades);
  if (next.kind === 'end') return { trades, end: { report: next.report } };
  return { trades, turn: turnOnWire(match, next, bundles) };
}

function turnOnWire(
  match: DrivenMatch,
  { turn }: Extract<Happening, { kind: 'turn' }>,
  bundles: Game['bundles'],
): object {
  const { round, call } = turn.seats[0]!.view;
  const seats = turn.seats.map(({ seat, view }) => {
    if (bundles === 0) return toWire({ seat, view });
    const request = { tool: 'bestBundles', prices: view.prices, count: bundles ?? undefined } as const;
    return toWire({ seat, view, best: match.serve(seat, request) });
  });
  return { round, call, seats };
}
