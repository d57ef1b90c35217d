import { withTimeLimits } from '../calls/limits.js';
import type { BatchOutcome, OpenPlugin } from '../calls/plugin-pool.port.js';
import { InvalidAnswerError, isRecord, printableLine, readMemory } from '../calls/reply-checks.js';
import type { SeatCall } from '../calls/seat-call.js';
import { errorLimits } from '../guest/limits.js';
import type { Partner } from './partner.js';
import { OUT_OF_CALL } from '../answering/tools-desk.js';
import type { SeatDesks, ToolRequest } from './seat-desks.js';
import { toWire } from './wire.js';

type Loss = Pick<Extract<BatchOutcome, { status: 'lost' }>, 'status' | 'kind' | 'reason'>;
type Became = Loss | { readonly status: 'answered'; readonly result: object };

/** By the wall, milliseconds. */
export interface ProgramTimes {
  /** for the program to say that it is ready */
  readonly start: number;
  /** for each call, without the tools' own time */
  readonly call: number;
  /** for the tools in each call, behind the question that goes beyond */
  readonly tools: number;
}

/** It may load large libraries. */
export const programMilliseconds: ProgramTimes = { start: 120_000, call: 30_000, tools: Infinity };
const { message: LONGEST_REASON } = errorLimits;
/** Of one call, for each solve that it has: who has none left may be told so as often again. */
export const REQUESTS_PER_SOLVE = 4;

/**
 * The seats of a strategy that is a program: it is started with the first call and told one call after the other
 * (docs/python.md, "The protocol of agents"). It may ask for tools until it answers.
 */
export class ProgramSeats implements OpenPlugin {
  private program: Partner | null = null;
  private facts: Readonly<Record<string, unknown>> = {};
  /** why it cannot play: its file does not load */
  private broken: string | null = null;
  private calls = 0;

  constructor(
    private readonly begin: () => Partner,
    private readonly desks: SeatDesks,
    private readonly most = programMilliseconds,
  ) {}

  async run(calls: readonly SeatCall[]): Promise<BatchOutcome> {
    const begun = this.desks.now();
    const results: object[] = [];
    for (const [culprit, call] of calls.entries()) {
      const became = await this.answer(call).catch(brokenTools);
      if (became.status === 'lost') {
        await this.program?.kill();
        this.desks.dispose();
        return { ...became, culprit, waited: this.desks.now() - begun };
      }
      // What a program computes is not measured: the match waits for it, and counts that.
      results.push({ ...became.result, milliseconds: 0 });
    }
    return { status: 'answered', results, waited: this.desks.now() - begun };
  }

  async close(): Promise<void> {
    await this.program?.close();
    this.desks.dispose();
  }

  private async answer(call: SeatCall): Promise<Became> {
    const failed = await this.start();
    if (failed) return failed;
    if (this.broken !== null) return answered({ outcome: 'threw', reason: this.broken });
    if (call.verb === 'load') return answered({ outcome: 'ok', value: JSON.stringify(this.facts) });
    const told = this.prepared(call);
    const number = ++this.calls;
    this.program!.send({ n: number, call: told.verb, ...(toWire(rest(told)) as object) });
    try {
      return await this.dialogue(call, number);
    } finally {
      this.desks.end(call.seat);
    }
  }

  /** Starts the program, unless it runs; what became of it if it never got ready. */
  private async start(): Promise<Became | null> {
    if (this.program) return null;
    this.program = this.begin();
    const received = await this.program.receive(this.most.start);
    if (received.status === 'late')
      return lost('timed-out', `was not ready after ${this.most.start / 1000} s`);
    if (received.status === 'ended') return lost(received.kind, received.reason);
    if (received.status === 'garbage') return lost('process-lost', `began with ${received.reason}`);
    const said = received.value;
    if (isRecord(said) && isRecord(said.ready)) {
      this.facts = said.ready;
      return null;
    }
    if (!isRecord(said) || typeof said.threw !== 'string')
      return lost('process-lost', 'began with something else than `ready`');
    this.broken = printableLine(said.threw, LONGEST_REASON);
    return null;
  }

  /** The call as the program is told it: with the times it has, and tools for a seat that is new. */
  private prepared(call: SeatCall): SeatCall {
    if (call.verb === 'bid') this.desks.begin(call.seat, call.view);
    if (call.verb === 'settled') this.desks.beginSettled(call.seat, call.view);
    if (call.verb !== 'create' || !('problem' in call.briefing)) return call;
    this.desks.create(call.briefing);
    const times = { milliseconds: this.most.call, seatMilliseconds: Infinity };
    return { ...call, briefing: withTimeLimits(call.briefing, times) };
  }

  private async dialogue(call: SeatCall, number: number): Promise<Became> {
    let left = this.most.call;
    let worked = 0;
    for (let requests = 0; ;) {
      const asked = this.desks.now();
      const received = await this.program!.receive(left);
      left -= this.desks.now() - asked;
      if (received.status === 'ended') return lost(received.kind, received.reason);
      if (received.status === 'late' || left <= 0)
        return lost('timed-out', `took longer than ${this.most.call} ms`);
      if (received.status === 'garbage') return invalid(`answered with ${received.reason}`);
      const said = received.value;
      if (!isRecord(said)) return invalid('answered with something that is no object');
      // What is left of a call that was given up.
      if (said.n !== number) continue;
      if (said.tool === undefined) return this.read(call, said);
      if (++requests > this.mostRequests)
        return lost('timed-out', `asked for tools more than ${this.mostRequests} times in a call`);
      const begun = this.desks.now();
      const served =
        call.verb === 'bid' || call.verb === 'settled'
          ? this.desks.serve(call.seat, said as unknown as ToolRequest)
          : { refused: OUT_OF_CALL };
      worked += this.desks.now() - begun;
      if (worked > this.most.tools)
        return lost('timed-out', `what it asked of the tools took longer than ${this.most.tools} ms`);
      this.program!.send({ n: number, ...(toWire(served) as object) });
    }
  }

  private get mostRequests(): number {
    return REQUESTS_PER_SOLVE * this.desks.limits.solves.solves;
  }

  private read(call: SeatCall, said: Readonly<Record<string, unknown>>): Became {
    if (typeof said.threw === 'string') {
      const outcome = said.overBudget === true ? 'over-budget' : 'threw';
      return answered({ outcome, reason: printableLine(said.threw, LONGEST_REASON) });
    }
    if (call.verb === 'create') return answered({ outcome: 'ok', value: '{"methods":"settled remember"}' });
    if (call.verb !== 'bid' && call.verb !== 'remember') return answered({ outcome: 'ok', value: null });
    const orders = said.cancel === undefined ? said.orders : { orders: said.orders, cancel: said.cancel };
    try {
      if (call.verb === 'remember') return answered({ outcome: 'ok', value: readMemory(said.memory ?? '') });
      return answered({ outcome: 'ok', value: this.desks.answer(call.seat, orders) });
    } catch (error) {
      if (error instanceof InvalidAnswerError) return invalid(error.message);
      throw error;
    }
  }
}

/** What a call says beside its verb. */
function rest({ verb: _verb, ...said }: SeatCall): object {
  return said;
}

function answered(result: object): Became {
  return { status: 'answered', result };
}

function invalid(reason: string): Became {
  return answered({ outcome: 'invalid-output', reason: printableLine(reason, LONGEST_REASON) });
}

/** Whatever its questions did to its tools, the match goes on without it. */
function brokenTools(error: unknown): Loss {
  const name = error instanceof Error ? error.name : typeof error;
  return lost('process-lost', `its tools are out of order (${name})`);
}

function lost(kind: Loss['kind'], reason: string): Loss {
  return { status: 'lost', kind, reason };
}
