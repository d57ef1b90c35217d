import { anvilBinary } from '#contracts/service/engines/anvil-binary.js';
import type { ChainLease } from '#contracts/service/chain.port.js';
import { ExternalChain } from '#contracts/service/foreign/external-chain.js';
import { httpJsonRpc } from '#contracts/service/rpc/json-rpc.js';
import { TRANSFER_GAS } from '#contracts/service/sending/receipts.js';
import { startAnvil } from '#contracts/test/foreign-anvil.js';
import { blockRoom } from './block-room.js';
import { blockNumber, WatchedLease } from './watched-lease.js';

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

const BLOCK_GAS = 8_000_000;

(anvil ? it : it.skip)('tells what a match waits for, and what of the blocks is used', async () => {
  const node = await startAnvil(anvil!, ['--gas-limit', String(BLOCK_GAS)]);
  try {
    const rpc = httpJsonRpc(node.url);
    const chain = await ExternalChain.connect({ url: node.url, secret: 'a secret of the tests' });
    const lease = await chain.lease();
    const late: ChainLease = {
      ...lease,
      // Two blocks go by before it is sent.
      execute: async (...phase) => {
        await rpc.request('anvil_mine', ['0x2']);
        return lease.execute(...phase);
      },
    };
    const waits: number[] = [];
    const watched = new WatchedLease(late, rpc, (change) => waits.push(change));
    const from = lease.account('waits', 'payer');
    await watched.lease.fund([{ account: from, amount: 10n ** 18n }]);
    const transfer = { from, to: lease.operator.address, data: '0x', value: 1n, gas: TRANSFER_GAS };
    const first = (await blockNumber(rpc)) + 1;
    await watched.lease.execute('waits', [transfer]);
    expect(watched.delays).toEqual({ leftOut: 2, reckoning: 0 });
    await rpc.request('anvil_mine', ['0x4']);
    await watched.lease.execute('waits', [transfer]);
    expect(watched.delays).toEqual({ leftOut: 4, reckoning: 4 });
    expect(waits).toEqual([1, -1, 1, -1, 1, -1]);
    const { blocks, used, full, most } = await blockRoom(node.url, first, await blockNumber(rpc));
    expect({ blocks, full }).toEqual({ blocks: 10, full: 0 });
    expect(most).toBeCloseTo(TRANSFER_GAS / BLOCK_GAS, 12);
    expect(used).toBeCloseTo((2 * TRANSFER_GAS) / (10 * BLOCK_GAS), 12);
  } finally {
    await node.stop();
  }
});
