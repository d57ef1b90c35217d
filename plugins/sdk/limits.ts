/** The time a plugin has. Where nothing watches the clock, as in one's own tests, it is endless. */
export interface TimeLimits {
  /** of one call, milliseconds */
  readonly milliseconds: number;
  /** of all calls of the seat in this match, processor time, milliseconds: after that it is benched */
  readonly seatMilliseconds: number;
}
