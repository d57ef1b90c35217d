/** Wall-clock time for timing figures only; no result depends on it. */
export interface Clock {
  /** seconds since some fixed moment */
  now(): number;
}
