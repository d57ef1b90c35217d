import type { TimeLimits } from '#plugins/sdk/limits.js';
import { defaultSolveLimits, type SolveLimits } from '#market/agent/solve-budget.js';

/**
 * What a plugin may use: in a call, in a match, and together with the other plugins of a match. Orders and
 * solves are counted and therefore the same everywhere; time and memory are the last resort, and a match in
 * which they strike says so.
 */
export interface SandboxLimits {
  /** orders in one answer */
  readonly orders: number;
  readonly solves: SolveLimits;
  /** JavaScript memory of one seat's isolate */
  readonly megabytes: number;
  /** time of one call: that of its process (own-time.ts), so a busy machine makes nobody late */
  readonly milliseconds: number;
  /** processor time of all calls of one seat in a match */
  readonly seatMilliseconds: number;
  /** time for which a match waits for all its plugins, summed over them */
  readonly matchMilliseconds: number;
  /** resident memory of all plugins' processes of a match */
  readonly matchMegabytes: number;
  /** processor time of all calls of a plugin during its admission */
  readonly admissionMilliseconds: number;
  /** after this many lost processes in a match a submission is not started again */
  readonly processLosses: number;
}

export const defaultSandboxLimits: SandboxLimits = {
  orders: 64,
  solves: defaultSolveLimits,
  megabytes: 64,
  milliseconds: 1000,
  seatMilliseconds: 30_000,
  matchMilliseconds: 1_200_000,
  matchMegabytes: 8000,
  admissionMilliseconds: 15_000,
  processLosses: 3,
};

type Changeable = Exclude<keyof SandboxLimits, 'processLosses' | 'admissionMilliseconds'> | 'iterations';

/** The limits by default, with these changes. */
export function changedLimits(changes: {
  readonly [Limit in Changeable]?: number | undefined;
}): SandboxLimits {
  const { solves, iterations, ...others } = changes;
  const given = (values: object): object =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...defaultSandboxLimits,
    ...given(others),
    solves: { ...defaultSolveLimits, ...given({ solves, iterations }) },
  };
}

/** A call that the isolate could not interrupt in time is ended from outside this much later. */
export const killGraceMilliseconds = 400;

/** Prices that a seat is heard to have reckoned with: more resources no scenario has. */
export const mostPricesHeard = 10_000;

/**
 * Resident memory of a process that plays so many seats, in MB: the bare process (70) and its
 * garbage, one isolate run up to its limit with the collector's slack, and for each seat an isolate, its
 * solver models and its share of the messages (measured: up to 12 with 96 resources).
 */
export function processMegabytes(seats: number, { megabytes }: Pick<SandboxLimits, 'megabytes'>): number {
  return 250 + 2 * megabytes + 16 * seats;
}

/** The briefing of a plugin with the times that it has (plugins/sdk/limits.ts) among its limits. */
export function withTimeLimits<Briefing extends object>(
  briefing: Briefing & { readonly limits?: object },
  { milliseconds, seatMilliseconds }: TimeLimits,
): Briefing & { readonly limits: TimeLimits } {
  return { ...briefing, limits: { ...briefing.limits, milliseconds, seatMilliseconds } };
}
