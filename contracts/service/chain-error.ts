import { GridLeagueError } from '#market/errors.js';

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
  readonly kind = 'fault';
  constructor(
    readonly code: ChainErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
