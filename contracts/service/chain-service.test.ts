import { computeAddress } from 'ethers';
import { resolve } from 'node:path';
import { compiledRoot } from '#project-root.js';
import { derivedAccount } from './accounts.js';
import { ownBlocks } from './rpc/block-maker.js';
import { freeChain } from './chain-conditions.js';
import { ChainService } from './chain-service.js';
import type { ChainTransaction } from './chain.port.js';
import { startEmbeddedNode, type EmbeddedNode } from './engines/embedded-node.js';
import { refusalCode } from './rpc/refusal.js';
import { impersonatingSender } from './sending/transaction-sender.js';

let node: EmbeddedNode;
let service: ChainService;

beforeAll(async () => {
  node = await startEmbeddedNode(freeChain, resolve(compiledRoot, 'contracts/solidity-build/artifacts'));
  service = new ChainService(node, impersonatingSender(node, 0n), ownBlocks(node, 1));
});
afterAll(() => node.close());

const transfers = (match: string, count: number): ChainTransaction[] =>
  Array.from({ length: count }, (_, seat) => {
    const from = derivedAccount('test', match, `seat ${seat}`);
    return { from, to: from.address, data: '0x', gas: 21_000 };
  });

it('an account is the same on every machine, and its key signs for it', () => {
  const account = derivedAccount('secret', 'match', 'seat 0');
  expect(account).toEqual(derivedAccount('secret', 'match', 'seat 0'));
  expect(computeAddress(account.privateKey!).toLowerCase()).toBe(account.address);
  const others = [derivedAccount('secret', 'match', 'seat 1'), derivedAccount('other', 'match', 'seat 0')];
  for (const other of others) expect(other.address).not.toBe(account.address);
});

it('phases that wait together share a block, ordered by match and then as sent', async () => {
  const [b, a] = await Promise.all([
    service.execute('b', transfers('b', 3)),
    service.execute('a', transfers('a', 2)),
  ]);
  const block = a[0]!.block;
  expect([...a, ...b].map((receipt) => receipt.block)).toEqual([block, block, block, block, block]);
  const { transactions } = (await node.request('eth_getBlockByNumber', [
    `0x${block.toString(16)}`,
    false,
  ])) as {
    transactions: string[];
  };
  expect(transactions).toEqual([...a, ...b].map(({ hash }) => hash));
});

it('a phase asked for at the very moment another ends is not forgotten', async () => {
  let block = 0;
  for (let turn = 0; turn < 30; turn++) {
    const [receipt] = await service.execute('turns', transfers('turns', 1));
    expect(receipt!.block).toBeGreaterThan(block);
    block = receipt!.block;
  }
});

it('a phase waits for its block, and others do not wait for it', async () => {
  const [now] = await service.execute('clock', transfers('clock', 1));
  const [late, early] = await Promise.all([
    service.execute('late', transfers('late', 1), now!.block + 5),
    service.execute('early', transfers('early', 1)),
  ]);
  expect([early[0]!.block, late[0]!.block]).toEqual([now!.block + 1, now!.block + 5]);
});

it("one match's refused transaction is not another's trouble", async () => {
  const impossible = transfers('bad', 1).map((transaction) => ({ ...transaction, value: 1n }));
  const [bad, good] = await Promise.allSettled([
    service.execute('bad', impossible),
    service.execute('good', transfers('good', 1)),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'insufficient-funds' } });
  expect(good.status).toBe('fulfilled');
});

it.each([
  ['block-gas-limit', 'Transaction requires gas floor of 5309420 but got limit of 5000000'],
  ['block-gas-limit', 'Transaction gas limit is 5309420 and exceeds block gas limit of 5000000'],
  ['block-gas-limit', 'exceeds block gas limit'],
  ['block-gas-limit', 'intrinsic gas too low: gas 21000, minimum needed 21272'],
  ['block-gas-limit', 'insufficient gas for floor data gas cost: gas 50000, minimum needed 61000'],
  ['block-gas-limit', 'transaction gas limit too high (cap: 16777216, tx: 30000000)'],
  ['block-gas-limit', 'gas required exceeds allowance (30000000): gas allowance'],
  ['block-gas-limit', 'intrinsic gas too high -- tx.gas_limit > env.block.gas_limit'],
  ['block-gas-limit', 'tx fee exceeds the gas cap'],
  ['block-gas-limit', 'out of gas: gas required exceeds: 21000'],
  ['insufficient-funds', 'insufficient funds for gas * price + value: balance 1, tx cost 2, overshot 1'],
  ['insufficient-funds', "Sender doesn't have enough funds to send tx. The max upfront cost is: 2"],
  ['insufficient-funds', 'Upfront cost exceeds account balance'],
  ['transaction-refused', 'nonce too low: next nonce 5, tx nonce 4'],
])('%s: %s', (code, message) => {
  expect(refusalCode(message)).toBe(code);
});
