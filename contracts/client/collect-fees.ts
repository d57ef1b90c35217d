import { AbiCoder, keccak256 } from 'ethers';
import { collectedFees, payableBills } from '#market/ledger/local-fees.js';
import type { CollectedFees, FeeBill, FeeDue } from '#market/ledger/local-fees.js';
import { contract } from '../abi/artifacts.js';
import { ChainError } from '../service/chain-error.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import { withinBlock } from './open-market.js';

const fees = contract('LocalFees');
const coder = AbiCoder.defaultAbiCoder();
/** A payment of some receivers, each a new account; what stating one bill adds to the creation. */
const PAYMENT_GAS = 100_000;
const RECEIVER_GAS = 60_000;
const CREATION_GAS = 800_000;
const BILL_GAS = 40_000;

export interface FeeParties {
  readonly payers: readonly Account[];
  readonly receiver: (name: string) => Account;
  readonly execute: (transactions: readonly ChainTransaction[]) => Promise<readonly ChainReceipt[]>;
}

/**
 * Has everybody pay what it can of its dues out of its own account, where it has its money (`cash`, by seat) by now: the organiser states all bills in a
 * contract, each payer pays its own, and receivers have the money at once. Throws `ChainError` where the accounts of receivers do not say so.
 */
export async function collectFees(
  chain: Chain,
  dues: readonly FeeDue[],
  cash: readonly bigint[],
  parties: FeeParties,
): Promise<CollectedFees> {
  const bills = payableBills(dues, cash);
  await collectBills(chain, bills, parties);
  return collectedFees(dues, bills, cash.length);
}

async function collectBills(
  chain: Chain,
  bills: readonly FeeBill[],
  { payers, receiver, execute }: FeeParties,
): Promise<void> {
  if (bills.length === 0) return;
  const owed = bills.map(({ seat, dues, amount }) => {
    const receivers = dues.map((due) => receiver(due.receiver).address);
    const amounts = dues.map((due) => due.amount);
    return { payer: payers[seat]!, receivers, amounts, amount };
  });
  const due = new Map<string, bigint>();
  for (const { receivers, amounts } of owed)
    receivers.forEach((address, i) => due.set(address, (due.get(address) ?? 0n) + amounts[i]!));
  const before = await balances(chain, due);
  const argument = coder.encode(
    ['address[]', 'bytes32[]'],
    [
      owed.map(({ payer }) => payer.address),
      owed.map(({ receivers, amounts }) =>
        keccak256(coder.encode(['address[]', 'uint256[]'], [receivers, amounts])),
      ),
    ],
  );
  const [created] = await execute([
    {
      ...{ from: chain.operator, to: null, data: fees.bytecode + argument.slice(2) },
      gas: withinBlock(chain, CREATION_GAS + BILL_GAS * owed.length),
    },
  ]);
  const address = created!.contract!.toLowerCase();
  await execute(
    owed.map(({ payer, receivers, amounts, amount }) => ({
      ...{ from: payer, to: address, value: amount },
      data: fees.interface.encodeFunctionData('pay', [receivers, amounts]),
      gas: withinBlock(chain, PAYMENT_GAS + RECEIVER_GAS * receivers.length),
    })),
  );
  const after = await balances(chain, due);
  for (const [who, amount] of due)
    if (after.get(who)! - before.get(who)! !== amount)
      throw new ChainError(
        'state-mismatch',
        `${who} got ${after.get(who)! - before.get(who)!} of fees, not ${amount}`,
      );
}

async function balances(chain: Chain, of: ReadonlyMap<string, bigint>): Promise<ReadonlyMap<string, bigint>> {
  return new Map(
    await Promise.all([...of.keys()].map(async (one) => [one, await chain.balance(one)] as const)),
  );
}
