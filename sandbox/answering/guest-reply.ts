import { isArrayBuffer } from 'node:util/types';
import { mostRemembered } from '../guest/limits.js';
import type { HostCall, Verb } from '../guest/interface.js';

/** A failure as the guest tells it; `stack` still has the bundle's positions. */
export interface RawFailure {
  readonly outcome: 'threw' | 'timed-out' | 'out-of-memory' | 'invalid-output' | 'over-budget';
  readonly reason: string;
  readonly stack?: string;
}

export type GuestReply = { readonly outcome: 'ok'; readonly value: Float64Array | string } | RawFailure;

/** The guest program, started and alone with one seat's plugin. What goes in is copied. */
export interface Guest {
  /** `onTheWall`: milliseconds after which it is interrupted, where it can be */
  call(onTheWall: number, verb: Verb, first?: unknown, second?: unknown): GuestReply;
  dispose(): void;
}

/** Starts the guest program; `host` is all that it can reach outside. */
export type OpenGuest = (host: HostCall) => Guest;

const failureOfLetter: Readonly<Record<string, RawFailure['outcome']>> = {
  t: 'threw',
  i: 'invalid-output',
  b: 'over-budget',
};
export const LONGEST_STACK = 8000;
/** The guest's whole answer when a buffer was refused (guest/failure.ts). */
const REFUSED_MEMORY = 'm';

export function outOfMemory(megabytes: number): RawFailure {
  return { outcome: 'out-of-memory', reason: `used more than ${megabytes} MB` };
}

/** Reads a `GuestAnswer`: an array of numbers or a short text, nothing else. `megabytes`: of the seat's memory. */
export function readAnswer(answer: unknown, megabytes: number): GuestReply {
  if (answer === REFUSED_MEMORY) return outOfMemory(megabytes);
  if (isArrayBuffer(answer) && answer.byteLength % 8 === 0)
    return { outcome: 'ok', value: new Float64Array(answer) };
  if (typeof answer !== 'string' || answer.length > mostRemembered + 1 || answer.length === 0)
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
