import { GridLeagueError } from '#market/errors.js';
import type { FailureKind } from '#market/traders.port.js';
import { mostRemembered } from '../guest/limits.js';

/** A plugin, or what has taken over its process, answered with something that is not what the interface asks for. */
export class InvalidAnswerError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'invalid-output';
}

/** A failure as it came from the process, with the bundle's positions in `stack`. */
export interface ReportedFailure {
  readonly outcome: FailureKind;
  readonly reason: string;
  readonly stack: string;
}

export type Reported<T> = { readonly outcome: 'ok'; readonly value: T } | ReportedFailure;

const kinds = ['threw', 'timed-out', 'out-of-memory', 'invalid-output', 'over-budget'] as const;
const LONGEST_REASON = 600;
const LONGEST_STACK = 4000;

/**
 * Reads one result of a process that may have been taken over: every value is checked for shape
 * and copied, everything else becomes `invalid-output`.
 */
export function readReply<T>(reply: unknown, value: (value: unknown) => T): Reported<T> {
  try {
    if (!isRecord(reply)) return unfit();
    if (reply.outcome === 'ok') return { outcome: 'ok', value: value(reply.value) };
    const outcome = kinds.find((kind) => kind === reply.outcome);
    if (!outcome) return unfit();
    return {
      outcome,
      reason: printableLine(reply.reason, LONGEST_REASON),
      stack: text(reply.stack, LONGEST_STACK),
    };
  } catch (error) {
    if (error instanceof InvalidAnswerError)
      return { outcome: 'invalid-output', reason: error.message, stack: '' };
    throw error;
  }
}

/** The processor time that a reply says its call used, milliseconds: no more than passed meanwhile. */
export function readTime(reply: unknown, passed: number): number {
  const time = isRecord(reply) ? reply.milliseconds : undefined;
  return typeof time === 'number' && time >= 0 ? Math.min(time, passed) : passed;
}

/** What `load` and `create` say: a short JSON object. */
export function readFacts(value: unknown): Readonly<Record<string, unknown>> {
  try {
    const facts: unknown = JSON.parse(text(value, LONGEST_STACK));
    return isRecord(facts) ? facts : {};
  } catch {
    return {};
  }
}

/** What became of `remember`. Throws `InvalidAnswerError`. */
export function readMemory(value: unknown): string {
  return typeof value === 'string' && value.length <= mostRemembered ? value : unfit();
}

/** One line of printable characters, cut to length. */
export function printableLine(value: unknown, longest: number): string {
  return text(value, longest).replace(/\s+/g, ' ').replace(/\p{C}/gu, '?');
}

function text(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ends the reading of an answer that no guest gives. */
export function unfit(): never {
  throw new InvalidAnswerError('gave an answer that does not fit together');
}
