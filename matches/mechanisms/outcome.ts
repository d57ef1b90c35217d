import type { MechanismName } from './mechanism-names.js';
import type { ChainCost, NoChain } from './metered-chain.js';

/** Who got what a mechanism made of a community's day, EUR; the parts add up to `total`. */
export interface GainParts {
  /** Z0 - Z: what the community's energy costs less than with everybody alone with the grid, local fees counted as a cost */
  readonly total: number;
  readonly households: number;
  /** beyond what the dealer's plant earns of the grid */
  readonly dealer: number;
  /** beyond its tariff */
  readonly grid: number;
  /** what is left to whoever runs the market; < 0: it pays for it */
  readonly operator: number;
}

/** What a community's day comes to under one mechanism. */
export interface MechanismOutcome {
  readonly mechanism: MechanismName;
  /** EUR, comparable with the central optimum */
  readonly cost: number;
  /** null: the mechanism says what is done, and not who pays */
  readonly gain: GainParts | null;
  /** of each household, EUR, against being alone with the grid; null like `gain` */
  readonly savings: readonly number[] | null;
  /** local fees paid, EUR; third parties' */
  readonly fees: number;
  /** kWh that neighbours and the dealer's plant sold to neighbours */
  readonly traded: number;
  readonly selfSufficiencyPercent: number | null;
  readonly traffic: Traffic;
}

/** What was said: 8 bytes for each number of a message. */
export interface Traffic {
  /** times that everybody could speak */
  readonly rounds: number;
  /** orders, or other statements of participants */
  readonly statements: number;
  readonly bytes: number;
}

/** A mechanism's outcome, and what keeping it on a chain takes. */
export type KeptOutcome = MechanismOutcome & { readonly chain: ChainCost | NoChain };

/** A mechanism that this community's day cannot be brought before, and why. */
export interface NotApplicable {
  readonly mechanism: MechanismName;
  readonly reason: string;
}

export function bytesOfNumbers(numbers: number): number {
  return 8 * numbers;
}
