/** @short-form 1/3; each time: contracts/client/whole-matches.test.ts */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { dealt, isLong } from '#market/test/short-form.js';
import { ChainLedger } from '../../client/chain-ledger.js';
import { drawRandom, drawScenario, playOn, type PlayedOn } from '../../test/play.js';
import { honestClearing, SmallMarket, tampered } from '../../test/small-market.js';
import { anvilBinary } from './anvil-binary.js';
import { freeChain, type ChainConditions } from '../chain-conditions.js';
import { programOf, type ChainEngine } from './chain-engine.js';
import { ChainShards } from '../chain-shards.js';
import { EmbeddedChain } from '../embedded-chain.js';

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

type Market = Parameters<typeof playOn>[1];

async function playedBy(
  engine: ChainEngine,
  market: Market,
  conditions: ChainConditions = freeChain,
): Promise<PlayedOn> {
  const chain = new EmbeddedChain({ engine, conditions });
  try {
    const lease = await chain.lease();
    return await playOn(new ChainLedger(lease, { match: 'on both', gasPurse: 10n ** 18n }), market);
  } finally {
    await chain.close();
  }
}

(anvil ? describe : describe.skip)('a chain run by anvil', () => {
  const markets: [string, () => Market | Promise<Market>][] = [
    ['random-small', () => drawScenario('random-small', '1')],
    ['demo-community', () => drawScenario('demo-community', '1')],
    ['of 10 agents and 8 resources', () => drawRandom(10, 8, 60)],
  ];
  if (isLong) markets.push(['of 50 agents and 96 resources', () => drawRandom(50, 96, 60)]);

  it.each(isLong ? markets : dealt(markets, 1))(
    'gives the result, the gas of every phase and the addresses of one run by Hardhat: %s',
    async (_, draw) => {
      const market = await draw();
      const [ours, theirs] = [await playedBy('hardhat', market), await playedBy('anvil', market)];
      expect(theirs.hash).toBe(ours.hash);
      expect(theirs.hash).toBe((await playOn(new MemoryLedger(), market)).hash);
      expect(theirs.summary).toEqual(ours.summary);
    },
  );

  it('charges for gas and fills small blocks alike', async () => {
    const dear = { blockTime: 12, gasPrice: 30_000_000_000n, blockGasLimit: 5_000_000 };
    const market = drawRandom(40, 2, 6);
    const [ours, theirs] = [await playedBy('hardhat', market, dear), await playedBy('anvil', market, dear)];
    expect(theirs.summary).toEqual(ours.summary);
    expect(theirs.hash).toBe(ours.hash);
  });

  it('says why it refuses, ends with whoever started it, and leaves nothing behind', async () => {
    const chain = new EmbeddedChain({ engine: 'anvil' });
    try {
      const lease = await chain.lease();
      const market = await new SmallMarket(lease, { match: 'refused' }).withBook();
      const cheap = tampered({ prices: [1_980_000_000n, ...honestClearing.prices.slice(1)] });
      expect(await market.attempt(cheap)).toBe('NotOptimal');
      process.kill(chain.processes[0]!.pid!, 'SIGKILL');
      await expect(lease.balance(lease.operator.address)).rejects.toMatchObject({ code: 'chain-lost' });
    } finally {
      await chain.close();
    }
    const folders = (): string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('gridleague-anvil-'));
    while (folders().length > 0) await new Promise((turn) => setImmediate(turn));
  });
});

it('is refused with the way to mend where anvil is not there', () => {
  const before = process.env.GRIDLEAGUE_ANVIL;
  process.env.GRIDLEAGUE_ANVIL = '/nowhere/anvil';
  try {
    expect(existsSync('/nowhere/anvil')).toBe(false);
    expect(() => programOf('anvil')).toThrow('there is no anvil at /nowhere/anvil (GRIDLEAGUE_ANVIL)');
  } finally {
    if (before === undefined) delete process.env.GRIDLEAGUE_ANVIL;
    else process.env.GRIDLEAGUE_ANVIL = before;
  }
});

it('matches spread over chains side by side, with the results of one; what is anchored knows the first only', async () => {
  const told: number[] = [];
  const shards = new ChainShards(2, { onEpoch: async ({ epoch }) => void told.push(epoch) });
  try {
    const market = drawRandom(4, 3, 12);
    const leases = [await shards.lease(), await shards.lease(), await shards.lease()];
    const played = await Promise.all(
      leases.map((lease, i) => playOn(new ChainLedger(lease, { match: `shard ${i}` }), market)),
    );
    const { hash } = await playOn(new MemoryLedger(), market);
    expect(played.map((one) => one.hash)).toEqual([hash, hash, hash]);
    expect(leases.map(({ epoch }) => epoch)).toEqual([1, 2, 1]);
    expect(shards.processes).toHaveLength(2);
    expect(told).toEqual([1]);
    // The one that is given back is the next to be used.
    await leases[1]!.release();
    expect((await shards.lease()).epoch).toBe(2);
  } finally {
    await shards.close();
  }
});
