import type { Interface, Result } from 'ethers';
import { ChainError } from '../service/chain-error.js';

/** What a contract answered to a call of `method`. Throws `ChainError` where nothing of its form is there: no such contract answered. */
export function decoded(of: Interface, method: string, data: string): Result {
  try {
    const result = of.decodeFunctionResult(method, data);
    // What of it cannot be read is told when it is looked at.
    result.toArray(true);
    return result;
  } catch (cause) {
    throw new ChainError('bad-endpoint', `what the chain answers to ${method} is no answer of the contract`, {
      cause,
    });
  }
}

/** Reads what the chain says that a contract of ours told. Throws `ChainError` where it told nothing of that form. */
export function asTold<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ChainError) throw cause;
    throw new ChainError('state-mismatch', 'the chain tells events that the contract does not write', {
      cause,
    });
  }
}
