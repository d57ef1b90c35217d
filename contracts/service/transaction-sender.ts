import { Transaction, Wallet } from 'ethers';
import type { ChainTransaction } from './chain.port.js';
import type { JsonRpc } from './json-rpc.js';

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

/** Signs here and sends raw transactions, as anybody's endpoint takes them. */
export function signingSender(rpc: JsonRpc, chainId: bigint): TransactionSender {
  const nonces = new Map<string, number>();
  const wallets = new Map<string, Wallet>();
  const fees = async (): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }> => {
    const price = BigInt((await rpc.request('eth_gasPrice')) as string);
    return {
      maxFeePerGas: 2n * price,
      maxPriorityFeePerGas: price < 1_000_000_000n ? price : 1_000_000_000n,
    };
  };
  return {
    async send(transaction) {
      const { from, to, data, value, gas } = transaction;
      if (!from.privateKey) return sendUnlocked(rpc, transaction);
      const wallet = wallets.get(from.address) ?? new Wallet(from.privateKey);
      wallets.set(from.address, wallet);
      const nonce =
        nonces.get(from.address) ??
        Number(await rpc.request('eth_getTransactionCount', [from.address, 'pending']));
      const fields = { type: 2, chainId, nonce, gasLimit: gas, data, ...(await fees()) };
      const unsigned = Transaction.from({ ...fields, ...(to ? { to } : {}), ...(value ? { value } : {}) });
      const raw = await wallet.signTransaction(unsigned);
      const hash = (await rpc.request('eth_sendRawTransaction', [raw])) as string;
      nonces.set(from.address, nonce + 1);
      return hash;
    },
  };
}

async function sendUnlocked(rpc: JsonRpc, { from, to, data, value, gas }: ChainTransaction): Promise<string> {
  const extra = { ...(to ? { to } : {}), ...(value ? { value: quantity(value) } : {}) };
  return (await rpc.request('eth_sendTransaction', [
    { from: from.address, data, gas: quantity(gas), ...extra },
  ])) as string;
}
