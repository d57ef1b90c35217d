import type { ChainTransaction } from '../chain.port.js';
import type { JsonRpc } from '../rpc/json-rpc.js';

const quantity = (value: bigint | number): string => `0x${value.toString(16)}`;

/** How a transaction gets to a node. Returns its hash; throws `JsonRpcError` if the node refuses it. */
export interface TransactionSender {
  send(transaction: ChainTransaction): Promise<string>;
}

/** The node acts for every account (a development chain we own): no signatures, the fastest way. */
export function impersonatingSender(rpc: JsonRpc, gasPrice: bigint): TransactionSender {
  const known = new Set<string>();
  return {
    async send({ from, to, data, value, gas }) {
      if (!known.has(from.address)) await rpc.request('hardhat_impersonateAccount', [from.address]);
      known.add(from.address);
      const call = { from: from.address, data, gas: quantity(gas), gasPrice: quantity(gasPrice) };
      const extra = { ...(to ? { to } : {}), ...(value ? { value: quantity(value) } : {}) };
      return (await rpc.request('eth_sendTransaction', [{ ...call, ...extra }])) as string;
    },
  };
}
