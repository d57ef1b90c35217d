import ivm from 'isolated-vm';
import type { HostCall, Verb } from '../guest/interface.js';
import {
  LONGEST_STACK,
  outOfMemory,
  readAnswer,
  type Guest,
  type GuestReply,
  type RawFailure,
} from '../answering/guest-reply.js';
import type { SandboxLimits } from '../calls/limits.js';
import { START_GUEST, type Snapshot } from './guest-snapshot.js';
import { withoutOptimizer, withOptimizer } from './optimizer.js';

/** V8's words for a buffer that there is no room for: here for the copy of what the call was given. */
const NO_ROOM = 'Array buffer allocation failed';

/** One isolate with the guest program in it: what comes out is an array of numbers or a short text, nothing else. */
export class SeatIsolate implements Guest {
  private readonly isolate: ivm.Isolate;
  private readonly dispatch: ivm.Reference<(...values: unknown[]) => unknown>;

  constructor(
    snapshot: Snapshot,
    host: HostCall,
    private readonly limits: SandboxLimits,
  ) {
    this.isolate = new ivm.Isolate({ memoryLimit: limits.megabytes, snapshot });
    const context = this.isolate.createContextSync();
    const served: HostCall = (service, content) => withOptimizer(() => host(service, content));
    this.dispatch = withoutOptimizer(() =>
      context.evalClosureSync(START_GUEST, [new ivm.Callback(served), limits.orders], {
        arguments: { copy: true },
        result: { reference: true },
        filename: 'guest.js',
      }),
    ) as ivm.Reference<(...values: unknown[]) => unknown>;
  }

  call(onTheWall: number, verb: Verb, first?: unknown, second?: unknown): GuestReply {
    try {
      const answer: unknown = withoutOptimizer(() =>
        this.dispatch.applySync(undefined, [verb, first, second], {
          arguments: { copy: true },
          result: { copy: true },
          timeout: onTheWall,
        }),
      );
      return readAnswer(answer, this.limits.megabytes);
    } catch (error) {
      return this.interrupted(error);
    }
  }

  dispose(): void {
    if (!this.isolate.isDisposed) this.isolate.dispose();
  }

  /** The guest's function throws nothing of its own: only the isolate's limits and promises that nobody awaits end up here. */
  private interrupted(error: unknown): RawFailure {
    const { milliseconds, megabytes } = this.limits;
    if (this.isolate.isDisposed || (error instanceof Error && error.message === NO_ROOM))
      return outOfMemory(megabytes);
    if (error instanceof Error && error.message.includes('timed out'))
      return { outcome: 'timed-out', reason: `took longer than ${milliseconds} ms` };
    return unhandledRejection(error);
  }
}

/**
 * What a plugin's promise was rejected with and nobody caught. Of an error the add-on has made a plain
 * copy, whose own properties are texts; of anything else no more than that there was something.
 */
function unhandledRejection(error: unknown): RawFailure {
  const reason = 'a promise was rejected and nobody handled it';
  if (!(error instanceof Error)) return { outcome: 'threw', reason };
  const [stack = ''] = String(error.stack).slice(0, LONGEST_STACK).split('(<isolated-vm boundary>)');
  if (!stack.includes('plugin.js:')) return { outcome: 'threw', reason };
  return { outcome: 'threw', reason: `${reason}: ${error.name}: ${error.message.slice(0, 500)}`, stack };
}
