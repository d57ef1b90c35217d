import { isFloat64Array } from 'node:util/types';
import type { BidAnswer, FailureKind, SeatOrder } from '#market/traders.port.js';
import { checkedOrders, InvalidAnswerError } from '../in-process/answer-checks.js';

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
    if (!isRecord(reply)) return mangled();
    if (reply.outcome === 'ok') return { outcome: 'ok', value: value(reply.value) };
    const outcome = kinds.find((kind) => kind === reply.outcome);
    if (!outcome) return mangled();
    return {
      outcome,
      reason: line(reply.reason, LONGEST_REASON),
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

/** Sizes that a seat's answers must have. */
export interface BidShape {
  readonly resources: number;
  /** columns and own rows of the seat's problem */
  readonly columns: number;
  readonly ownRows: number;
  /** most orders */
  readonly orders: number;
}

export function readBid(value: unknown, shape: BidShape): BidAnswer {
  if (!isRecord(value)) return broken();
  // Checks their number before anything walks through them.
  const checked = checkedOrders(value.orders, shape.resources, shape.orders);
  const given = value.orders as readonly unknown[];
  const orders: SeatOrder[] = checked.map((order, index) => {
    const plan = planOf(given[index], shape.columns);
    return plan ? { ...order, plan } : order;
  });
  if (value.best === undefined) return { orders };
  if (!isRecord(value.best)) return broken();
  return {
    orders,
    best: {
      plan: numbers(value.best.plan, shape.columns),
      ownDuals: numbers(value.best.ownDuals, shape.ownRows),
    },
  };
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

function planOf(order: unknown, n: number): Float64Array | undefined {
  return isRecord(order) && order.plan !== undefined ? numbers(order.plan, n) : undefined;
}

function numbers(value: unknown, length: number): Float64Array {
  if (!isFloat64Array(value) || value.length !== length || !value.every(Number.isFinite)) return broken();
  return Float64Array.from(value);
}

/** One line of printable characters, cut to length. */
export function line(value: unknown, longest: number): string {
  return text(value, longest).replace(/\s+/g, ' ').replace(/\p{C}/gu, '?');
}

function text(value: unknown, longest: number): string {
  return typeof value === 'string' ? value.slice(0, longest) : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mangled(): ReportedFailure {
  return { outcome: 'invalid-output', reason: 'gave an answer that does not fit together', stack: '' };
}

function broken(): never {
  throw new InvalidAnswerError('gave an answer that does not fit together');
}
