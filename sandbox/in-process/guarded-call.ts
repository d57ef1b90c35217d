import { BudgetExceededError } from '#market/agent/solve-budget.js';
import type { CallResult } from '#market/traders.port.js';
import type { Rng } from '#market/rng.js';
import { InvalidAnswerError } from './answer-checks.js';

/**
 * Runs a plugin's function with `Math.random` drawing from `randomness`, and puts the real one back
 * whatever happens. Every way of failing becomes a typed outcome with a reason.
 */
export function guardedCall<T>(
  randomness: Rng,
  explain: (error: unknown) => string,
  work: () => T,
): CallResult<T> {
  const real = Object.getOwnPropertyDescriptor(Math, 'random')!;
  Object.defineProperty(Math, 'random', { ...real, value: () => randomness.next() });
  try {
    return { outcome: 'ok', value: work() };
  } catch (error) {
    if (error instanceof InvalidAnswerError) return { outcome: 'invalid-output', reason: error.message };
    if (error instanceof BudgetExceededError) return { outcome: 'over-budget', reason: error.message };
    return { outcome: 'threw', reason: explain(error) };
  } finally {
    Object.defineProperty(Math, 'random', real);
  }
}

/** Name and message of whatever was thrown. */
export function describeThrown(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return `threw ${typeof error === 'string' ? JSON.stringify(error) : typeof error}`;
}
