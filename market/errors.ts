/** A promise of the market broken from inside: never an outcome of a match, always our fault. */
export class MarketError extends Error {
  override readonly name = 'MarketError';
  constructor(
    readonly code:
      'infeasible-agent' | 'unbounded-market' | 'solver-failed' | 'conservation-broken' | 'bad-instance',
    message: string,
  ) {
    super(message);
  }
}
