import type { ChainLog, ChainReceipt, ChainTransaction } from './chain.port.js';
import { JsonRpcError, revertDataOf, type JsonRpc } from './json-rpc.js';

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

export async function receiptOf(
  rpc: JsonRpc,
  transaction: ChainTransaction,
  hash: string,
  raw: RawReceipt,
): Promise<ChainReceipt> {
  return {
    hash,
    block: Number(raw.blockNumber),
    gas: Number(raw.gasUsed),
    gasPrice: BigInt(raw.effectiveGasPrice ?? '0x0'),
    contract: raw.contractAddress,
    logs: raw.logs.map(({ address, topics, data }) => ({ address, topics, data })),
    revert: raw.status === '0x1' ? null : await revertOf(rpc, transaction, raw.blockNumber),
  };
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
