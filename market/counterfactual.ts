/** Match `match` once more with the reference strategy in the seats of `team`: match `without` (ids). */
export interface Counterfactual {
  readonly match: string;
  readonly team: string;
  readonly without: string;
}
