import type { ReturnedMoney } from '#market/ledger/ledger.port.js';
import { messageOf } from '#market/errors.js';
import { orUnpaid } from '../chain-error.js';
import type { Account } from '../chain.port.js';
import { oneLine } from '../rpc/endpoint-words.js';
import type { ForeignPhases } from './foreign-phases.js';
import type { JsonRpc } from '../rpc/json-rpc.js';
import { TRANSFER_GAS } from '../sending/receipts.js';
import type { SigningSender } from '../sending/signing-sender.js';

interface Holding {
  readonly account: Account;
  /** money units; null: the chain did not say */
  readonly balance: bigint | null;
}

interface Transfer {
  readonly account: Account;
  readonly balance: bigint;
  readonly value: bigint;
}

/** What a chain is spoken to with. */
interface Access {
  readonly rpc: JsonRpc;
  readonly sender: SigningSender;
  readonly phases: ForeignPhases;
}

/**
 * Empties accounts into the operator's, to the last unit: a transfer offers one price, and pays that. Never fails; what
 * could not be sent is told.
 */
export async function reclaim(
  accounts: readonly Account[],
  operator: Account,
  { rpc, sender, phases }: Access,
): Promise<ReturnedMoney> {
  const left: ReturnedMoney['left'][number][] = [];
  const leave = (held: readonly Holding[], reason: string): void => {
    for (const { account, balance } of held)
      left.push({ address: account.address, amount: balance === null ? null : balance.toString(), reason });
  };
  let [amount, gas] = [0n, 0n];
  let known: readonly Holding[] = accounts.map((account) => ({ account, balance: null }));
  try {
    const balances = await Promise.all(accounts.map((account) => balanceOf(rpc, account)));
    known = balances.map((balance, i) => ({ account: accounts[i]!, balance }));
    const price = (await sender.fees()).maxFeePerGas;
    const cost = BigInt(TRANSFER_GAS) * price;
    const held = balances.flatMap((balance, i): Transfer[] =>
      balance > 0n ? [{ account: accounts[i]!, balance, value: balance - cost }] : [],
    );
    leave(held.filter(({ value }) => value <= 0n), 'less than it costs to send it'); // prettier-ignore
    const transfers = held.filter(({ value }) => value > 0n);
    known = transfers;
    const calls = transfers.map(({ account: from, value }) => {
      return { ...{ from, to: operator.address, data: '0x', value }, gas: TRANSFER_GAS };
    });
    const prices = { maxFeePerGas: price, maxPriorityFeePerGas: price };
    const receipts = await orUnpaid(phases.execute(calls, 0, prices));
    receipts.forEach((receipt, i) => {
      const { account, balance, value } = transfers[i]!;
      const paid = receipt ? BigInt(receipt.gas) * receipt.gasPrice : 0n;
      gas += paid;
      if (receipt?.revert === null) amount += value;
      const rest = balance - paid - (receipt?.revert === null ? value : 0n);
      if (rest > 0n) leave([{ account, balance: rest }], receipt ? 'its transfer cost less, or failed' : 'it could not pay for its transfer'); // prettier-ignore
    });
  } catch (error) {
    leave(known, `it may be there still: ${oneLine(messageOf(error))}`);
  }
  sender.forget(accounts.map(({ address }) => address));
  return { amount: amount.toString(), gas: gas.toString(), left };
}

async function balanceOf(rpc: JsonRpc, { address }: Account): Promise<bigint> {
  return BigInt((await rpc.request('eth_getBalance', [address, 'latest'])) as string);
}
