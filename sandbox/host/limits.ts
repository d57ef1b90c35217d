import { defaultSolveLimits, type SolveLimits } from '#market/agent/solve-budget.js';

/**
 * What one call of a plugin may use (design.md section 3). Orders and solves are counted and
 * therefore the same everywhere; time and memory are the last resort.
 */
export interface SandboxLimits {
  /** orders in one answer */
  readonly orders: number;
  readonly solves: SolveLimits;
  /** JavaScript memory of one seat's isolate */
  readonly megabytes: number;
  /** time of one call */
  readonly milliseconds: number;
  /** after this many lost processes in a match a submission is not started again */
  readonly processLosses: number;
}

export const defaultSandboxLimits: SandboxLimits = {
  orders: 64,
  solves: defaultSolveLimits,
  megabytes: 64,
  milliseconds: 1000,
  processLosses: 3,
};

/** A call that the isolate could not interrupt in time is ended from outside this much later. */
export const killGraceMilliseconds = 400;

/**
 * Resident memory of a process that plays so many seats, in MB: the bare process (70) and its
 * garbage, one isolate run up to its limit with the collector's slack, and for each seat an isolate, its
 * solver models and its share of the messages (measured: up to 12 with 96 resources).
 */
export function processMegabytes(seats: number, limits: SandboxLimits): number {
  return 250 + 2 * limits.megabytes + 16 * seats;
}
