import ivm from 'isolated-vm';
import type { HostCall, Verb } from '../guest/interface.js';
import type { SandboxLimits } from './limits.js';
import { withoutOptimizer } from './optimizer.js';
import type { RawFailure } from './protocol.js';

export type IsolateAnswer = { readonly outcome: 'ok'; readonly value: Float64Array | string } | RawFailure;

const failureOfLetter: Readonly<Record<string, RawFailure['outcome']>> = {
  t: 'threw',
  i: 'invalid-output',
  b: 'over-budget',
};
const LONGEST_TEXT = 8000;
/** The guest's whole answer when a buffer was refused (guest/failure.ts). */
const REFUSED_MEMORY = 'm';
/** V8's words for a buffer that there is no room for: here for the copy of what the call was given. */
const NO_ROOM = 'Array buffer allocation failed';

/**
 * One isolate with the guest program in it: create, call, dispose. What goes in is copied; what
 * comes out is an array of numbers or a short text, nothing else.
 */
export class SeatIsolate {
  private readonly isolate: ivm.Isolate;
  private readonly dispatch: ivm.Reference<(...values: unknown[]) => unknown>;

  constructor(
    guestProgram: string,
    host: HostCall,
    private readonly limits: SandboxLimits,
  ) {
    this.isolate = new ivm.Isolate({ memoryLimit: limits.megabytes });
    const context = this.isolate.createContextSync();
    this.dispatch = withoutOptimizer(() =>
      context.evalClosureSync(
        `${guestProgram}\nreturn guest.startGuest($0, $1);`,
        [new ivm.Callback(host), limits.orders],
        { arguments: { copy: true }, result: { reference: true }, filename: 'guest.js' },
      ),
    ) as ivm.Reference<(...values: unknown[]) => unknown>;
  }

  /** `onTheWall`: milliseconds after which it is interrupted */
  call(onTheWall: number, verb: Verb, first?: unknown, second?: unknown): IsolateAnswer {
    try {
      const answer: unknown = withoutOptimizer(() =>
        this.dispatch.applySync(undefined, [verb, first, second], {
          arguments: { copy: true },
          result: { copy: true },
          timeout: onTheWall,
        }),
      );
      return answer === REFUSED_MEMORY ? this.outOfMemory() : readAnswer(answer);
    } catch (error) {
      return this.interrupted(error);
    }
  }

  dispose(): void {
    if (!this.isolate.isDisposed) this.isolate.dispose();
  }

  /** The guest's function throws nothing of its own: only the isolate's limits and promises that nobody awaits end up here. */
  private interrupted(error: unknown): RawFailure {
    const { milliseconds } = this.limits;
    if (this.isolate.isDisposed || (error instanceof Error && error.message === NO_ROOM))
      return this.outOfMemory();
    if (error instanceof Error && error.message.includes('timed out'))
      return { outcome: 'timed-out', reason: `took longer than ${milliseconds} ms` };
    return unhandledRejection(error);
  }

  private outOfMemory(): RawFailure {
    return { outcome: 'out-of-memory', reason: `used more than ${this.limits.megabytes} MB` };
  }
}

/**
 * What a plugin's promise was rejected with and nobody caught. Of an error the add-on has made a plain
 * copy, whose own properties are texts; of anything else no more than that there was something.
 */
function unhandledRejection(error: unknown): RawFailure {
  const reason = 'a promise was rejected and nobody handled it';
  if (!(error instanceof Error)) return { outcome: 'threw', reason };
  const [stack = ''] = String(error.stack).slice(0, LONGEST_TEXT).split('(<isolated-vm boundary>)');
  if (!stack.includes('plugin.js:')) return { outcome: 'threw', reason };
  return { outcome: 'threw', reason: `${reason}: ${error.name}: ${error.message.slice(0, 500)}`, stack };
}

function readAnswer(answer: unknown): IsolateAnswer {
  if (answer instanceof ArrayBuffer && answer.byteLength % 8 === 0)
    return { outcome: 'ok', value: new Float64Array(answer) };
  if (typeof answer !== 'string' || answer.length > LONGEST_TEXT || answer.length === 0)
    return { outcome: 'invalid-output', reason: 'gave an answer that cannot leave the sandbox' };
  if (answer[0] === 'o') return { outcome: 'ok', value: answer.slice(1) };
  const outcome = failureOfLetter[answer[0]!] ?? 'threw';
  const { message, stack } = failureText(answer.slice(1));
  return { outcome, reason: message, ...(stack ? { stack } : {}) };
}

function failureText(json: string): { message: string; stack: string } {
  try {
    const parsed = JSON.parse(json) as { message?: unknown; stack?: unknown } | null;
    return {
      message: typeof parsed?.message === 'string' ? parsed.message : 'an error without a message',
      stack: typeof parsed?.stack === 'string' ? parsed.stack : '',
    };
  } catch {
    return { message: 'an error without a message', stack: '' };
  }
}
