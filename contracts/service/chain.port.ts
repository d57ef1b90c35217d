import type { ReturnedMoney } from '#market/ledger/ledger.port.js';

/**
 * What a match needs of a chain. Behind it is the embedded chain's child process or any JSON-RPC
 * endpoint; a lease of it lasts one match.
 */
export interface Account {
  /** 0x-hex, lower case */
  readonly address: string;
  /** absent: the node signs for it */
  readonly privateKey?: string;
}

export interface ChainTransaction {
  readonly from: Account;
  /** null: creates a contract */
  readonly to: string | null;
  /** 0x-hex */
  readonly data: string;
  /** money units (wei) */
  readonly value?: bigint;
  /** most it may use */
  readonly gas: number;
}

export interface ChainLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export interface ChainReceipt {
  readonly hash: string;
  readonly block: number;
  readonly gas: number;
  /** money units (wei) per gas */
  readonly gasPrice: bigint;
  readonly contract: string | null;
  readonly logs: readonly ChainLog[];
  /** what a reverted transaction said (0x-hex), null for one that went through */
  readonly revert: string | null;
}

/** Where the platform's contracts lie. */
export interface DeployedContracts {
  readonly factory: string;
  readonly registry: string;
  /** where the code lies that the factory's markets share: with the factory, their addresses follow from it */
  readonly market: string;
  /** hash of that code */
  readonly code: string;
}

/** What an earlier version has put on a chain: it may have kept less of it. */
export type EarlierDeployment = Pick<DeployedContracts, 'factory' | 'registry'> & Partial<DeployedContracts>;

export interface Chain {
  /** for reports: `embedded`, or what the endpoint calls itself */
  readonly network: string;
  /** counts the lives of the embedded chain; 0 for an endpoint */
  readonly epoch: number;
  /** told apart from every other lease on the same chain */
  readonly instance: string;
  readonly operator: Account;
  readonly deployment: DeployedContracts;
  /** seconds between two blocks, where that is fixed */
  readonly blockTime: number;
  /** money units (wei) per gas, where that is fixed; null: the endpoint's, whatever it asks */
  readonly gasPrice: bigint | null;
  /** largest gas of a block */
  readonly blockGasLimit: number;
  /** Account `name` of match `match`; the same in every run. */
  account(match: string, name: string): Account;
  /** Gives accounts their money. */
  fund(grants: readonly { readonly account: Account; readonly amount: bigint }[]): Promise<void>;
  /**
   * Sends one phase of a match, in order, and waits until all of it is in blocks, the first of
   * which has at least number `notBefore`. Throws `ChainError` if one was not even accepted: `UnpaidError`, once the
   * others are in blocks, where only their senders' money was too little.
   */
  execute(
    match: string,
    transactions: readonly ChainTransaction[],
    notBefore?: number,
  ): Promise<readonly ChainReceipt[]>;
  /** A read of the latest state; throws `RevertedCallError`. */
  call(to: string, data: string): Promise<string>;
  balance(address: string): Promise<bigint>;
  /**
   * Sends what these accounts hold back to the operator; what cannot be sent is told, and no failure. They send nothing
   * more. Absent: money is worth nothing here.
   */
  reclaim?(accounts: readonly Account[]): Promise<ReturnedMoney>;
}

/** A chain in use by one match. */
export interface ChainLease extends Chain {
  /** where another process of this machine may speak with it in this one's place (chain-door.ts) */
  readonly door?: string;
  /** `sent`: transactions that went through its door */
  release(sent?: number): Promise<void>;
}

/** Something that hands out chains: the embedded one or an endpoint. */
export interface ChainSource {
  lease(): Promise<ChainLease>;
  close(): Promise<void>;
}
