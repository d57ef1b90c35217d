import type { Rng } from '#market/rng.js';

/**
 * Something that is thrown at the platform, and what has to withstand it. A module of `fuzz/kinds`
 * exports `prepare(): Promise<FuzzTarget<Case>>`; its name is the kind's.
 */
export interface FuzzTarget<Case = unknown> {
  /** A case, drawn from `rng` alone; plain JSON, so that a finding can be kept as a file. */
  generate(rng: Rng): Case;
  /** Throws, in words, when the platform does not withstand the case. */
  attempt(attack: Case): Promise<void>;
  /** Ends every process and removes every file of the target's. */
  close(): Promise<void>;
}

export type Prepare<Case = unknown> = () => Promise<FuzzTarget<Case>>;
