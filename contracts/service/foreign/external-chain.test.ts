import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { resolve } from 'node:path';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { ChainLedger } from '../../client/chain-ledger.js';
import { compiledRoot } from '#project-root.js';
import { isLong, sampled } from '#market/test/short-form.js';
import { startAnvil, type ForeignNode } from '../../test/foreign-anvil.js';
import { anvilBinary } from '../engines/anvil-binary.js';
import { drawRandom, drawScenario, playOn } from '../../test/play.js';
import { honestClearing, smallBook, SmallMarket } from '../../test/small-market.js';
import type { DeployedContracts } from '../chain.port.js';
import { ExternalChain } from './external-chain.js';

const secret = 'a secret of the tests';
/** gas money of every account: 0.1 of the chain's coin */
const gasPurse = 10n ** 17n;
const nodes: ForeignNode[] = [];
afterAll(() => Promise.all(nodes.map((node) => node.stop())));

/** Hardhat as anybody would start it: mines by itself, gas has a price. */
async function startHardhat(): Promise<ForeignNode> {
  const hardhat = await createHardhatRuntimeEnvironment({
    paths: { artifacts: resolve(compiledRoot, 'contracts/solidity-build/artifacts') },
    networks: {
      foreign: { type: 'edr-simulated', chainType: 'l1', hardfork: 'prague', blockGasLimit: 30_000_000 },
    },
  });
  const server = await hardhat.network.createServer('foreign', '127.0.0.1', 0);
  const { address, port } = await server.listen();
  const node = { url: `http://${address}:${port}`, stop: () => server.close() };
  nodes.push(node);
  return node;
}

describe('on an endpoint that belongs to somebody else', () => {
  it('a match has the result it has in memory; agents sign and pay for themselves', async () => {
    const { url } = await startHardhat();
    const chain = await ExternalChain.connect({ url, secret });
    const market = await drawScenario('blems-example', '1');
    const lease = await chain.lease();
    const ledger = new ChainLedger(lease, { match: 'external', gasPurse });
    const { hash, summary } = await playOn(ledger, market);
    expect(hash).toBe((await playOn(new MemoryLedger(), market)).hash);
    expect(summary.network).toBe('chain 31337');
    for (const [seat, { cash }] of ledger.state().seats.entries())
      expect((await lease.balance(lease.account('external', `seat ${seat}`).address)) < cash + gasPurse).toBe(
        true,
      );
  });

  it('the contracts of an earlier start are found again', async () => {
    const { url } = await startHardhat();
    let deployment: DeployedContracts | undefined;
    await ExternalChain.connect({ url, secret, onDeployment: (made) => (deployment = made) });
    const again = await ExternalChain.connect({ url, secret, deployment: deployment! });
    expect((await again.lease()).deployment).toEqual(deployment);
    const made: DeployedContracts[] = [];
    const older = { ...deployment!, code: `0x${'0'.repeat(64)}` };
    await ExternalChain.connect({ url, secret, deployment: older, onDeployment: (one) => made.push(one) });
    // Markets of another version have another factory; the registry keeps what was anchored.
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ registry: deployment!.registry, code: deployment!.code });
    expect(made[0]!.factory).not.toBe(deployment!.factory);
    // One that does not say where the markets' code lies cannot tell where markets lie.
    const { market, ...less } = deployment!;
    await ExternalChain.connect({ url, secret, deployment: less, onDeployment: (one) => made.push(one) });
    expect(made).toHaveLength(2);
    expect(made[1]!.market).not.toBe(market);
    const gone = { factory: `0x${'1'.repeat(40)}`, registry: `0x${'2'.repeat(40)}` };
    await expect(ExternalChain.connect({ url, secret, deployment: gone })).rejects.toMatchObject({
      code: 'bad-endpoint',
    });
  });

  it('a round without orders still passes', async () => {
    const { url } = await startHardhat();
    const lease = await (await ExternalChain.connect({ url, secret })).lease();
    const market = await new SmallMarket(lease, { match: 'quiet', gasPurse, biddingBlocks: 2 }).open();
    const nothing = { ...honestClearing, fills: smallBook.map(() => []), offer: [0n, 0n, 0n, 0n, 0n] };
    expect(await market.ledger.clear(nothing)).toEqual([]);
    expect(await market.ledger.clear(nothing)).toEqual([]);
  });

  it('nobody there is said clearly', async () => {
    await expect(ExternalChain.connect({ url: 'http://127.0.0.1:9', secret })).rejects.toMatchObject({
      code: 'chain-lost',
    });
  });
});

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

(anvil ? describe : describe.skip)('on anvil, another client', () => {
  sampled(0.5).each([
    ...([
      ['mining at once', []],
      // Landau's blocks.
      ['with blocks of 8,000,000 gas', ['--gas-limit', '8000000']],
    ] as const),
    ...(isLong ? ([['mining every second', ['--block-time', '1']]] as const) : []),
  ])('%s, matches have the results they have in memory', async (_, args) => {
    const node = await startAnvil(anvil!, args);
    nodes.push(node);
    const chain = await ExternalChain.connect({ url: node.url, secret });
    for (const market of [await drawScenario('blems-example', '1'), withoutRiches(drawRandom(4, 3, 8))]) {
      const ledger = new ChainLedger(await chain.lease(), { match: market.instance.id, gasPurse });
      const { hash, summary } = await playOn(ledger, market);
      expect(hash).toBe((await playOn(new MemoryLedger(), market)).hash);
      expect(summary.blocks).toBeGreaterThan(4);
    }
  });
});

/** The operator of a test chain has 10,000. */
function withoutRiches(market: ReturnType<typeof drawRandom>): ReturnType<typeof drawRandom> {
  const { participants, dealer } = market.instance;
  return {
    ...market,
    instance: {
      ...market.instance,
      participants: participants.map((participant) => ({ ...participant, cash: 500 })),
      dealer: { ...dealer, cash: 500 },
    },
  };
}
