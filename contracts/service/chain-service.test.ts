import { computeAddress } from 'ethers';
import { resolve } from 'node:path';
import { compiledRoot } from '#project-root.js';
import { derivedAccount } from './accounts.js';
import { ownBlocks } from './block-maker.js';
import { freeChain } from './chain-conditions.js';
import { ChainService } from './chain-service.js';
import type { ChainTransaction } from './chain.port.js';
import { startEmbeddedNode, type EmbeddedNode } from './embedded-node.js';
import { impersonatingSender } from './transaction-sender.js';

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
