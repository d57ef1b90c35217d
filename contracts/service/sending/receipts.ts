import { ChainError } from '../chain-error.js';
import type { ChainLog, ChainReceipt, ChainTransaction } from '../chain.port.js';
import { JsonRpcError, revertDataOf, type JsonRpc } from '../rpc/json-rpc.js';
import type { SentTransaction } from './signing-sender.js';

/** What a transaction that does nothing but move money uses; none uses less. */
export const TRANSFER_GAS = 21_000;

/** A receipt as nodes have it. */
export interface RawReceipt {
  readonly blockNumber: string;
  readonly gasUsed: string;
  readonly effectiveGasPrice?: string;
  readonly contractAddress: string | null;
  readonly status?: string;
  readonly logs: readonly ChainLog[];
}

/** null: the transaction is in no block (any more). */
export async function rawReceipt(rpc: JsonRpc, hash: string): Promise<RawReceipt | null> {
  return (await rpc.request('eth_getTransactionReceipt', [hash])) as RawReceipt | null;
}

/** Throws `ChainError` for one that no chain can have given: what gas cost stands in results. */
export async function receiptOf(
  rpc: JsonRpc,
  transaction: ChainTransaction,
  { hash, contract }: SentTransaction,
  raw: RawReceipt,
  mostPrice: bigint | null = null,
): Promise<ChainReceipt> {
  const gas = Number(raw.gasUsed);
  const gasPrice = BigInt(raw.effectiveGasPrice ?? '0x0');
  if (gas < TRANSFER_GAS || gas > transaction.gas)
    throw impossible(hash, `used ${gas} gas, where ${TRANSFER_GAS} to ${transaction.gas} are possible`);
  if (mostPrice !== null && gasPrice > mostPrice)
    throw impossible(hash, `paid ${gasPrice} wei for its gas, and offered ${mostPrice}`);
  const isDone = raw.status === '0x1';
  // Money is sent to what was made: where that lies is ours to know.
  if (isDone && contract !== null && raw.contractAddress?.toLowerCase() !== contract)
    throw impossible(hash, `made a contract at ${raw.contractAddress}, where it can only be at ${contract}`);
  return {
    hash,
    block: Number(raw.blockNumber),
    ...{ gas, gasPrice },
    contract: raw.contractAddress,
    logs: raw.logs.map(({ address, topics, data }) => ({ address, topics, data })),
    revert: isDone ? null : await revertOf(rpc, transaction, raw.blockNumber),
  };
}

function impossible(hash: string, what: string): ChainError {
  return new ChainError(
    'bad-endpoint',
    `the endpoint does not answer as a chain does: transaction ${hash} ${what}`,
  );
}

/** A receipt does not say why: the call is asked again, in the block that refused it. */
async function revertOf(
  rpc: JsonRpc,
  { from, to, data, value, gas }: ChainTransaction,
  block: string,
): Promise<string> {
  const call = {
    from: from.address,
    to,
    data,
    gas: `0x${gas.toString(16)}`,
    value: `0x${(value ?? 0n).toString(16)}`,
  };
  try {
    await rpc.request('eth_call', [call, block]);
    return '0x';
  } catch (error) {
    return (error instanceof JsonRpcError ? error.data : revertDataOf(error)) ?? '0x';
  }
}
