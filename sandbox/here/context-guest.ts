import { isFloat64Array } from 'node:util/types';
import { constants, createContext, runInContext } from 'node:vm';
import { readAnswer, type Guest, type GuestReply } from '../answering/guest-reply.js';
import type { SandboxLimits } from '../calls/limits.js';
import {
  guestNotes,
  type GuestAnswer,
  type HostCall,
  type ToolAnswer,
  type Verb,
} from '../guest/interface.js';
import { sandboxProgram } from '../processes/sandbox-program.js';
import type * as ContextProgram from './context-program.js';

let program: string | null = null;

/** The program of every context. */
export function contextProgram(): string {
  return (program ??= sandboxProgram('context.js'));
}

/**
 * The guest program in a context of its own, on this process's heap and thread: the same globals, the same answers as
 * in an isolate. It keeps nothing in and nobody out; what the plugin writes to its console goes to stderr.
 */
export class ContextGuest implements Guest {
  private readonly dispatch: (verb: Verb, first: unknown, second: unknown) => GuestAnswer;
  private readonly copy: <T>(content: T) => T;

  /** `known`: names that the plugin finds among its globals. */
  constructor(
    script: string,
    host: HostCall,
    private readonly limits: SandboxLimits,
    known: object,
  ) {
    const context = createContext(constants.DONT_CONTEXTIFY);
    const { startGuest, inOwnBuffers } = runInContext(
      `(function () { ${script}\nreturn guest; })()`,
      context,
      {
        filename: 'guest.js',
      },
    ) as typeof ContextProgram;
    this.copy = inOwnBuffers;
    const served: HostCall = (service, content): ToolAnswer => {
      if (service === guestNotes.said) console.error(content);
      return inOwnBuffers(host(service, isFloat64Array(content) ? new Float64Array(content) : content));
    };
    this.dispatch = startGuest(served, limits.orders);
    Object.assign(context, known);
  }

  call(_: number, verb: Verb, first?: unknown, second?: unknown): GuestReply {
    return readAnswer(this.dispatch(verb, this.copy(first), this.copy(second)), this.limits.megabytes);
  }

  dispose(): void {}
}
