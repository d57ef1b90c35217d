import { GridLeagueError } from '#market/errors.js';
import type { ChainReceipt, ChainTransaction } from './chain.port.js';

export type ChainErrorCode =
  /** the chain's process or endpoint is gone; the match is void and may be repeated */
  | 'chain-lost'
  /** the node did not accept a transaction */
  | 'transaction-refused'
  /** an account has too little for its transaction and the gas of it */
  | 'insufficient-funds'
  /** a transaction needs more gas than a block has */
  | 'block-gas-limit'
  /** the chain says something else than its own events */
  | 'state-mismatch'
  | 'bad-endpoint'
  | 'deployment-failed';

/** The chain failed, not the request: never an outcome of the market. */
export class ChainError extends GridLeagueError {
  readonly kind = 'chain';
  constructor(
    readonly code: ChainErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Accounts had too little for their transactions and the gas of them; the others' of the phase are in blocks. */
export class UnpaidError extends ChainError {
  constructor(
    message: string,
    /** per transaction of the phase; null: it was not sent, nor was what its sender had behind it */
    readonly receipts: readonly (ChainReceipt | null)[],
  ) {
    super('insufficient-funds', message);
  }
}

/** What came of a phase, the transactions that nobody could pay for among it. */
export function orUnpaid(phase: Promise<UnpaidError['receipts']>): Promise<UnpaidError['receipts']> {
  return phase.catch((error: unknown) => {
    if (error instanceof UnpaidError) return error.receipts;
    throw error;
  });
}

/** Of a phase in which nobody sent what has no receipt. */
export function unpaid(
  transactions: readonly Pick<ChainTransaction, 'from'>[],
  receipts: UnpaidError['receipts'],
): UnpaidError {
  const broke = new Set(transactions.flatMap(({ from }, i) => (receipts[i] ? [] : [from.address])));
  return new UnpaidError(`too little money for gas: ${[...broke].join(', ')}`, receipts);
}
