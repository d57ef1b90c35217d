import type { ChainConditions } from '../chain-conditions.js';
import type { ChainErrorCode } from '../chain-error.js';
import type { Account, ChainTransaction, DeployedContracts } from '../chain.port.js';
import type { Usage } from './process-usage.js';

/** What parent and chain process say to each other over their channel, and workers by its door. */
export interface ChainProcessOptions {
  readonly conditions: ChainConditions;
  readonly operator: Account;
  /** path of anvil's program; null: Hardhat's simulated network, in the chain process itself */
  readonly anvil: string | null;
}

export type ChainProcessRequest =
  | { readonly kind: 'start'; readonly options: ChainProcessOptions }
  | {
      readonly kind: 'execute';
      readonly match: string;
      readonly transactions: readonly ChainTransaction[];
      readonly notBefore: number;
    }
  | {
      readonly kind: 'fund';
      readonly grants: readonly { readonly address: string; readonly amount: bigint }[];
    }
  /** nothing but what it uses */
  | { readonly kind: 'look' }
  | { readonly kind: 'rpc'; readonly method: string; readonly parameters: readonly unknown[] };

export interface ChainReady {
  readonly deployment: DeployedContracts;
  /** where match workers reach it themselves (chain-door.ts); null: nowhere */
  readonly door: string | null;
}

export interface ChainFailure {
  /** null: a JSON-RPC error, `data` holds what a call reverted with */
  readonly code: ChainErrorCode | null;
  readonly message: string;
  readonly data: string | null;
}

export interface RequestMessage {
  readonly id: number;
  readonly request: ChainProcessRequest;
}

export interface AnswerMessage {
  readonly id: number;
  readonly answer?: unknown;
  readonly failure?: ChainFailure;
  readonly usage: ChainUsage;
}

/** Of the chain's process. */
export interface ChainUsage extends Usage {
  /** sent since its start */
  readonly transactions: number;
}
