import { anvilBinary } from '#contracts/service/anvil-binary.js';
import { ExternalChain } from '#contracts/service/external-chain.js';
import { httpJsonRpc } from '#contracts/service/json-rpc.js';
import { TRANSFER_GAS } from '#contracts/service/receipts.js';
import { startAnvil } from '#contracts/test/foreign-anvil.js';
import { blockRoom } from './block-room.js';
import { blockNumber, WatchedLease } from './watched-lease.js';

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

const BLOCK_GAS = 8_000_000;

(anvil ? it : it.skip)('tells what a match waits for, and what of the blocks is used', async () => {
  // A block for each transaction: of three in a phase, the last is left out of two.
  const node = await startAnvil(anvil!, ['--gas-limit', String(BLOCK_GAS)]);
  try {
    const rpc = httpJsonRpc(node.url);
    const chain = await ExternalChain.connect({ url: node.url, secret: 'a secret of the tests' });
    const waits: number[] = [];
    const watched = new WatchedLease(await chain.lease(), rpc, (change) => waits.push(change));
    const { lease } = watched;
    const payers = [1, 2, 3].map((i) => lease.account('waits', `payer ${i}`));
    await lease.fund(payers.map((account) => ({ account, amount: 10n ** 18n })));
    const transfers = payers.map((from) => {
      return { from, to: lease.operator.address, data: '0x', value: 1n, gas: TRANSFER_GAS };
    });
    const first = (await blockNumber(rpc)) + 1;
    await lease.execute('waits', transfers);
    expect(watched.delays).toEqual({ leftOut: 2, reckoning: 0 });
    await rpc.request('anvil_mine', ['0x4']);
    await lease.execute('waits', transfers.slice(0, 1));
    expect(watched.delays).toEqual({ leftOut: 2, reckoning: 4 });
    expect(waits).toEqual([1, -1, 1, -1, 1, -1]);
    const { blocks, used, full, most } = await blockRoom(node.url, first, await blockNumber(rpc));
    expect({ blocks, full }).toEqual({ blocks: 8, full: 0 });
    expect(most).toBeCloseTo(TRANSFER_GAS / BLOCK_GAS, 12);
    expect(used).toBeCloseTo((4 * TRANSFER_GAS) / (8 * BLOCK_GAS), 12);
  } finally {
    await node.stop();
  }
});
