/**
 * How a match ended. `converged`: the certificate holds (gap <= epsilon). `round-cap`: rounds ran
 * out. `closed`: the closing rule ended it before. `stalled`: nothing moves any more although the gap is open. `void`: the platform's own
 * fault or a broken audit; never scored.
 */
export type MatchOutcome = 'converged' | 'round-cap' | 'closed' | 'stalled' | 'void';
