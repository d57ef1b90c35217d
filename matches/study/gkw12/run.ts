/** What came of one market in a cell. */
export interface Run {
  readonly rounds: number;
  readonly converged: boolean;
  /** of what there was to gain: made by trade, kept by the agents, kept by the dealer (the parts add up to the first) */
  readonly gained: number;
  /** likewise, when the first market call began: all that a market without one would have made */
  readonly uncalled: number;
  readonly agents: number;
  readonly dealer: number;
}
