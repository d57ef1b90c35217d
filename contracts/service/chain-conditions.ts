/**
 * The chain as a part of the experiment: how often there are blocks, what gas costs and how much of
 * it fits into a block (a scenario's `chain` section). What accounts have for it is their ledger's `gasPurse`.
 */
export interface ChainConditions {
  /** seconds from block to block (simulated time on the embedded chain) */
  readonly blockTime: number;
  /** money units (wei) per gas, paid by whoever sends */
  readonly gasPrice: bigint;
  readonly blockGasLimit: number;
}

/** The chain that all matches of a deployment share. Of an endpoint only the size of its blocks is known: the rest is its own. */
export type SharedChain = ChainConditions | { readonly blockGasLimit: number; readonly gasPrice?: undefined };

/** Gas is free and there is always room: the chain does not show in the results. */
export const freeChain: ChainConditions = {
  blockTime: 1,
  gasPrice: 0n,
  blockGasLimit: 1_000_000_000,
};
