import { createHighsSolver } from '#market/lp/highs-solver.js';
import { isLong, sampled } from '#market/test/short-form.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { LedgerOpening } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { ChainLedger } from '../client/chain-ledger.js';
import { ResultsRegistry, restoreAnchors, type RunAnchor } from '../client/results-registry.js';
import { measureGas } from '../test/gas-figures.js';
import { drawRandom, playOn } from '../test/play.js';
import { honestClearing, smallBook, SmallMarket, smallOpening, tampered } from '../test/small-market.js';
import type { MatchTransaction } from '../client/transaction-tally.js';
import { freeChain } from './chain-conditions.js';
import type { ChainLease, ChainSource } from './chain.port.js';
import { EmbeddedChain, type EmbeddedChainOptions } from './embedded-chain.js';
import { httpJsonRpc } from './rpc/json-rpc.js';
import { repeatOnChainLoss } from './repeat-on-chain-loss.js';

const MATCHES = isLong ? 500 : 8;
const chains: EmbeddedChain[] = [];
let solver: LpSolver;

beforeAll(async () => {
  solver = await createHighsSolver();
  shared = newChain();
});
afterAll(() => Promise.all(chains.map((chain) => chain.close())));

/** For what leaves a chain as it is. */
let shared: EmbeddedChain;

function newChain(options: EmbeddedChainOptions = {}): EmbeddedChain {
  const chain = new EmbeddedChain(options);
  chains.push(chain);
  return chain;
}

/** 100 seats with money. */
const crowd: LedgerOpening = {
  ...smallOpening,
  seats: Array.from({ length: 100 }, () => ({ ...smallOpening.seats[2]! })),
};

let matches = 0;
const ledgerOn = (chain: ChainLease, options = {}): ChainLedger =>
  new ChainLedger(chain, { match: `service ${++matches}`, ...options });

async function withLease<T>(source: ChainSource, work: (chain: ChainLease) => Promise<T>): Promise<T> {
  const chain = await source.lease();
  try {
    return await work(chain);
  } finally {
    await chain.release();
  }
}

async function playSmall(ledger: ChainLedger): Promise<void> {
  await ledger.open(smallOpening);
  await ledger.submit(smallBook.map((orders, seat) => ({ seat, orders })));
  await ledger.clear(honestClearing);
}

describe('the embedded chain', () => {
  it('plays eight matches at once with the results of one after another', async () => {
    const markets = Array.from({ length: 8 }, (_, i) => drawRandom(3 + (i % 3), 2 + (i % 4), 8));
    const alone: string[] = [];
    for (const market of markets) alone.push((await playOn(new MemoryLedger(), market, { solver })).hash);
    const together = await Promise.all(
      markets.map((market) => withLease(shared, (chain) => playOn(ledgerOn(chain), market, { solver }))),
    );
    expect(together.map(({ hash }) => hash)).toEqual(alone);
    const contracts = together.map(({ summary }) => summary.contract);
    expect(new Set(contracts).size).toBe(8);
    expect(shared.processes).toHaveLength(1);
  });

  it('replaces its process between matches once it is full, never under one that plays', async () => {
    const chain = newChain({ maxTransactions: 20 });
    const first = await chain.lease();
    const playing = ledgerOn(first);
    await playSmall(playing); // 2 + 4 + 1 + 4 + 1 transactions
    const second = await chain.lease();
    expect(second.epoch).toBe(1);
    await playSmall(ledgerOn(second));
    const third = await chain.lease();
    expect(third.epoch).toBe(2);
    expect(chain.processes).toHaveLength(2);
    await second.release();
    expect(chain.processes).toHaveLength(2);
    expect((await playing.close()).epoch).toBe(1);
    await first.release();
    expect(chain.processes).toHaveLength(1);
    await playSmall(ledgerOn(third));
  });

  sampled(0.5)(`keeps the memory of ${MATCHES} matches bounded`, async () => {
    const bound = 190_000_000;
    const chain = newChain({ maxMemory: bound });
    const epochs = new Set<number>();
    for (let match = 0; match < MATCHES; match++)
      await withLease(chain, async (lease) => {
        const ledger = ledgerOn(lease);
        await playSmall(ledger);
        await ledger.close();
        epochs.add(lease.epoch);
        // One match may end above the bound; it may not be far.
        for (const {
          usage: { memory },
        } of chain.processes)
          expect(memory).toBeLessThan(1.3 * bound);
      });
    if (isLong) expect(epochs.size).toBeGreaterThan(1);
  });

  it('that crashes voids only the matches in flight, which play again on a new one', async () => {
    const chain = newChain();
    const tried: number[] = [];
    const summary = await repeatOnChainLoss(chain, async (lease) => {
      tried.push(lease.epoch);
      const ledger = ledgerOn(lease);
      await playSmall(ledger);
      if (tried.length === 1) process.kill(chain.processes[0]!.pid!, 'SIGKILL');
      return ledger.close();
    });
    expect(tried).toEqual([1, 2]);
    expect(summary.epoch).toBe(2);
  });

  it('says so when its process is gone', async () => {
    const chain = newChain();
    const lease = await chain.lease();
    const ledger = ledgerOn(lease);
    await ledger.open(smallOpening);
    process.kill(chain.processes[0]!.pid!, 'SIGKILL');
    await expect(ledger.submit([{ seat: 0, orders: smallBook[0]! }])).rejects.toMatchObject({
      code: 'chain-lost',
    });
    await expect(ledger.cancel(0)).rejects.toMatchObject({ code: 'chain-lost' });
  });

  it('lets readers look on over HTTP, and only look', async () => {
    await withLease(shared, async (lease) => {
      const ledger = ledgerOn(lease);
      await playSmall(ledger);
      const reader = httpJsonRpc(await shared.rpcUrl());
      expect(await reader.request('eth_getCode', [ledger.address, 'latest'])).toMatch(/^0x363d3d37/);
      const logs = await reader.request('eth_getLogs', [{ address: ledger.address, fromBlock: '0x0' }]);
      expect((logs as unknown[]).length).toBeGreaterThan(10);
      for (const method of [
        'evm_mine',
        'hardhat_setBalance',
        'eth_sendTransaction',
        'hardhat_impersonateAccount',
      ])
        await expect(reader.request(method, [])).rejects.toThrow('not open to readers');
      const malformed = await fetch(await shared.rpcUrl(), { method: 'POST', body: 'not JSON' });
      expect(malformed.status).toBe(400);
    });
  });

  it('brings what must outlive its epochs into each new one', async () => {
    const root = (digit: string): string => `0x${digit.repeat(64)}`;
    const log: RunAnchor[] = [{ run: 'league/1', matches: root('a'), submissions: root('b') }];
    const chain = newChain({
      maxTransactions: 1,
      onEpoch: async (lease) => void (await restoreAnchors(lease, log)),
    });
    await withLease(chain, async (lease) => {
      const anchor = { run: 'league/2', matches: root('c'), submissions: root('d') };
      await new ResultsRegistry(lease).anchor(anchor);
      log.push(anchor);
    });
    await withLease(chain, async (lease) => {
      expect(lease.epoch).toBe(2);
      const registry = new ResultsRegistry(lease);
      expect(await registry.anchorOf('league/1')).toEqual({ matches: root('a'), submissions: root('b') });
      expect(await registry.anchorOf('league/2')).toEqual({ matches: root('c'), submissions: root('d') });
      expect(await registry.anchorOf('league/3')).toBeNull();
      await expect(registry.anchor(log[0]!)).rejects.toMatchObject({ refusal: { name: 'AlreadyAnchored' } });
    });
  });
});

describe('chain conditions', () => {
  it('with priced gas: every account pays its own, and the market still pays out every unit', async () => {
    const gasPrice = 7n;
    const purse = 10n ** 12n;
    const chain = newChain({ conditions: { ...freeChain, gasPrice } });
    await withLease(chain, async (lease) => {
      const match = `priced ${++matches}`;
      const ledger = new ChainLedger(lease, { match, gasPurse: purse });
      await playSmall(ledger);
      const { senders } = await ledger.close();
      expect(senders).toHaveLength(6);
      for (const [seat, { cash }] of ledger.state().seats.entries()) {
        const paid = BigInt(senders[seat]!.paid);
        expect(paid).toBe(gasPrice * BigInt(senders[seat]!.gas));
        expect(paid > 0n).toBe(true);
        expect(await lease.balance(lease.account(match, `seat ${seat}`).address)).toBe(cash + purse - paid);
      }
    });
  });

  it('with little room in a block: orders wait for the next one, and all of it counts as time', async () => {
    const chain = newChain({ conditions: { ...freeChain, blockTime: 12, blockGasLimit: 5_000_000 } });
    await withLease(chain, async (lease) => {
      const blocks: number[] = [];
      const ledger = ledgerOn(lease, { onTransaction: ({ block }: MatchTransaction) => blocks.push(block) });
      await ledger.open(crowd);
      blocks.length = 0;
      await ledger.submit(crowd.seats.map((_, seat) => ({ seat, orders: smallBook[2]! })));
      // 100 orders of 69,000 gas: a block takes 70 of them.
      expect(new Set(blocks).size).toBe(2);
      expect(blocks).toEqual([...blocks].sort((a, b) => a - b));
      const summary = await ledger.close();
      expect(summary.seconds).toBe(12 * (summary.lastBlock - summary.firstBlock + 1));
    });
  });

  it('that leave no room for a clearing end with a typed error', async () => {
    const chain = newChain({ conditions: { ...freeChain, blockGasLimit: 5_000_000 } });
    await withLease(chain, async (lease) => {
      await expect(measureGas(lease, 100, 24)).rejects.toMatchObject({ code: 'block-gas-limit' });
    });
  });
});

describe('verification by the agents', () => {
  it.each(['agents', 'both'] as const)('(%s) gives the same result as by the chain', async (verification) => {
    const market = drawRandom(4, 3, 30);
    await withLease(shared, async (lease) => {
      const byAgents = await playOn(ledgerOn(lease, { verification }), market, { solver });
      expect(byAgents.hash).toBe((await playOn(new MemoryLedger(), market, { solver })).hash);
    });
  });

  it('rejects a clearing that the contract alone would let pass, and the market goes on', async () => {
    await withLease(shared, async (lease) => {
      const ledger = ledgerOn(lease, { verification: 'agents' });
      await ledger.open(smallOpening);
      await ledger.submit(smallBook.map((orders, seat) => ({ seat, orders })));
      const fills = [[honestClearing.fills[0]![0]! / 2n, 0n], ...honestClearing.fills.slice(1)];
      await expect(ledger.clear({ ...honestClearing, fills })).rejects.toMatchObject({ code: 'rejected' });
      expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([2, 1, 1, 1, 0]);
      expect(await ledger.clear(honestClearing)).toHaveLength(4);
    });
  });

  it('without anybody who looks, the same clearing passes: only the certificate protects', async () => {
    await withLease(shared, async (lease) => {
      const market = await new SmallMarket(lease, {
        match: `blind ${++matches}`,
        verification: 'agents',
        objectionBlocks: 0,
      }).withBook();
      const suboptimal = tampered({
        fills: [[honestClearing.fills[0]![0]! / 2n, 0n], ...honestClearing.fills.slice(1)],
      });
      expect(await market.attempt(suboptimal, { method: 'propose' })).toBeNull();
      expect(await market.attempt(suboptimal)).toBeNull();
    });
  });
});
