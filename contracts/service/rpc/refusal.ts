import { ChainError, type ChainErrorCode } from '../chain-error.js';
import type { JsonRpcError } from './json-rpc.js';

/** A transaction needs more gas than it was given, or was given more than a block or the node's cap allows. */
const TOO_LITTLE_GAS = /gas limit|gas floor|floor data gas|intrinsic gas|gas cap|gas allowance|out of gas/i;
const TOO_LITTLE_MONEY = /enough funds|insufficient (funds|balance)|upfront cost exceeds/i;

/** Nodes say why only in words. */
export function refusalCode(message: string): ChainErrorCode {
  if (TOO_LITTLE_MONEY.test(message)) return 'insufficient-funds';
  return TOO_LITTLE_GAS.test(message) ? 'block-gas-limit' : 'transaction-refused';
}

/** What it means that a node did not take a transaction. */
export function refusal({ words }: JsonRpcError): ChainError {
  return new ChainError(refusalCode(words), `the chain did not accept a transaction: ${words}`);
}
