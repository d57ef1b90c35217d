import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { mostUnasked } from '#market/agent/side-bundles.js';
import type { MarketRules } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { orderLimits } from '#market/order/order-limits.js';
import { agentSeatCount, dealtToSeats } from '#market/seating.js';
import type { SeatBriefing } from '#market/traders.port.js';
import type { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { Driver, type ToldTrade, type Turn } from '#sandbox/outside/driver.js';
import type { ToolRequest } from '#sandbox/elsewhere/seat-desks.js';
import type { ToolAnswer } from '#sandbox/guest/interface.js';
import { InputError } from '../../input-error.js';
import type { DrivenRoom } from './driven-room.js';
import { sandboxed, type Entrant } from '../line-ups/line-up.js';
import { checkPlayable, refuseDays } from '../playable.js';
import { playTask } from '../play-task.js';

/** Who plays where nobody but the driver does. */
export const OUTSIDE = 'outside';

/** A match in which seats are played from outside; the rest as for `play`, with its ledger in memory. */
export interface DrivenRequest {
  readonly scenario: string;
  readonly seed: string;
  /** dealt to the agent seats in turn; `outside`: the driver's own */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly rules: Partial<Pick<MarketRules, 'roundCap' | 'book'>>;
  /** what the driver's seats are called in the report */
  readonly name: string;
}

/** What the driver has to know next. */
export type Happening =
  | { readonly kind: 'turn'; readonly turn: Turn; readonly trades: readonly ToldTrade[] }
  | { readonly kind: 'end'; readonly report: MatchReport; readonly trades: readonly ToldTrade[] };

/** The seats of a request that are the driver's, in a market that is drawn for it. Throws `InputError` where there are none. */
export function drivenSeats({ agents, scenario }: DrivenRequest, { instance }: DrawnMarket): number[] {
  const seats = dealtToSeats(agents, agentSeatCount(instance)).flatMap((name, seat) =>
    name === OUTSIDE ? [seat] : [],
  );
  if (seats.length === 0) throw new InputError(`${scenario}: none of the agents is ${OUTSIDE}`);
  return seats;
}

/** The most bundles that one of a driver's seats is offered unasked in a market. */
export function mostOffered({ instance, rules, fees }: DrawnMarket): number {
  const { participants, resources } = instance;
  // As briefings count them: the dealer's own units bid as well.
  const agents = participants.filter(({ role }) => role !== 'grid').length;
  return mostUnasked({
    ...{ mechanism: 'bundle-trading', agents, resources },
    ...{ fees, limits: orderLimits(instance, rules) },
  });
}

/** The market that is played for a request. Throws `ScenarioError`, `InputError`. */
export async function drawnFor(room: DrivenRoom, { scenario, seed, rules }: DrivenRequest, solver: LpSolver) {
  const loaded = await room.scenario(scenario);
  refuseDays(loaded, scenario, 'a driver');
  const drawn = loaded.draw(seed);
  checkPlayable(loaded, drawn, solver, scenario);
  return { id: `${loaded.id}/${seed}`, drawn: { ...drawn, rules: { ...drawn.rules, ...rules } } };
}

/** A match played as `play` plays it, to the same result hash, and as far as its driver has answered. */
export class DrivenMatch {
  turn: Turn | null = null;

  private constructor(
    private readonly driver: Driver,
    /** rejects when the match fails */
    private readonly played: Promise<MatchRecord>,
  ) {
    played.catch(() => undefined);
  }

  /** Throws `ScenarioError`, `InputError`, `PluginError`. */
  static async open(room: DrivenRoom, request: DrivenRequest): Promise<DrivenMatch> {
    const solver = await room.takeSolver();
    try {
      const { id, drawn } = await drawnFor(room, request, solver);
      drivenSeats(request, drawn);
      const driver = new Driver(request.name);
      const outside: Entrant<Driver> = {
        identity: { name: driver.name, version: driver.version, sha256: driver.sha256 },
        submission: driver,
      };
      const agentOf = async (name: string): Promise<Entrant<OwnPlugin | Driver>> =>
        name === OUTSIDE ? outside : room.entrant(name, 'agent');
      const agents = await Promise.all(request.agents.map(agentOf));
      const dealer = await room.entrant(request.dealer, 'dealer');
      const endless = { milliseconds: Infinity, seatMilliseconds: Infinity, matchMilliseconds: Infinity };
      const played = playTask({
        ...{ id, drawn, seed: request.seed, solver, engine: room.engine },
        lineUp: {
          ...sandboxed(room.pool(solver), agents, dealer, { limits: endless }),
          execution: 'not-sandboxed',
        },
        ledger: { chain: null, match: id, scenario: request.scenario },
      });
      return new DrivenMatch(
        driver,
        played.finally(() => room.giveBack(solver)),
      );
    } catch (error) {
      room.giveBack(solver);
      throw error;
    }
  }

  /** Of the driver's seats. */
  get briefings(): readonly SeatBriefing[] {
    return this.driver.briefings;
  }

  /** The next turn, or the end. Throws what ended a match that could not be played. */
  async next(): Promise<Happening> {
    const ended = this.played.then(({ report }) => ({ kind: 'end', report }) as const);
    const asked = this.driver.turn().then((turn) => ({ kind: 'turn', turn }) as const);
    const happened = await Promise.race([ended, asked]);
    this.turn = happened.kind === 'turn' ? happened.turn : null;
    return { ...happened, trades: this.driver.newTrades() };
  }

  /** What a tool answers a seat that is asked. */
  serve(seat: number, request: ToolRequest): ToolAnswer {
    return this.driver.serve(seat, request);
  }

  /** Orders by seat. Throws `InvalidAnswerError`; the turn is then still to be answered. */
  act(turn: Turn, orders: ReadonlyMap<number, unknown>): void {
    this.driver.act(turn, orders);
    this.turn = null;
  }

  /** Ends the match wherever it is. */
  async leave(): Promise<void> {
    this.driver.leave();
    await this.played.catch(() => undefined);
  }
}
