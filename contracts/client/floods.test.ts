/** @short-form 1/3; each time: market/match/extreme-orders.test.ts */
import { freeGas, type GasRules } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { moneyDown } from '#market/ledger/units.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { dealt, sampled } from '#market/test/short-form.js';
import type { AgentPlugin } from '#plugins/sdk/index.js';
import type { ChainConditions } from '../service/chain-conditions.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { drawRandom, playOn, type PlayedOn } from '../test/play.js';
import { ChainLedger } from './chain-ledger.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** 64 orders a round as long as there is room, each naming every resource, at prices nobody pays. */
const flood: AgentPlugin = {
  kind: 'agent',
  name: 'flood',
  create: ({ limits }) => ({
    bid: ({ round, prices, openOrders }) => {
      const room = Math.max(0, Math.min(limits.orders, limits.openOrders - openOrders.length));
      return Array.from({ length: room }, (_, i) => ({
        bundle: prices.map(
          (_, r) => 1e-3 * (1 + ((i * 7 + r * 13 + round * 31) % 97)) + 1e-6 * (64 * round + i),
        ),
        limit: -1_000 - i,
      }));
    },
  }),
};

/** Opens as many orders as one submission holds, then two more each round for one that it cancels: the others are placed anew, at once. */
const replacer: AgentPlugin = {
  kind: 'agent',
  name: 'replacer',
  create: ({ limits }) => ({
    bid: ({ round, prices, openOrders }) => {
      const room = Math.min(limits.orders, 204 - openOrders.length);
      const orders = Array.from({ length: Math.max(2, room) }, (_, i) => ({
        bundle: prices.map((_, r) => 1e-3 * (1 + ((i * 7 + r * 13 + round * 31) % 97)) + 1e-6 * i),
        limit: -1_000 - i,
        key: 64 * round + i + 1,
      }));
      return room > 0 ? orders : { cancel: [openOrders[0]!.key!], orders };
    },
  }),
};

/** Plays with the flood on the first seat, in memory and on a chain of these conditions, with this purse (money). */
async function flooded(
  [agents, resources]: readonly [number, number],
  conditions: ChainConditions,
  purse: number,
  culprit = flood,
): Promise<{ readonly memory: PlayedOn; readonly onChain: PlayedOn }> {
  const { blockGasLimit, gasPrice } = conditions;
  const gasPurse = moneyDown(purse);
  const gas: GasRules = {
    ...freeGas,
    blockGasLimit,
    purse: gasPrice === 0n ? Infinity : Number(gasPurse / gasPrice),
  };
  const drawn = drawRandom(agents, resources, 12);
  const market = { ...drawn, rules: { ...drawn.rules, gas } };
  const memory = await playOn(new MemoryLedger(), market, { culprit, solver });
  const chain = new EmbeddedChain({ conditions });
  try {
    const ledger = new ChainLedger(await chain.lease(), { match: 'flood', gasPurse });
    return { memory, onChain: await playOn(ledger, market, { culprit, solver }) };
  } finally {
    await chain.close();
  }
}

const narrow = { blockTime: 12, gasPrice: 0n, blockGasLimit: 4_500_000 };
const dear = { blockTime: 12, gasPrice: 30_000_000_000n, blockGasLimit: 1_000_000_000 };

const floods: [string, readonly [number, number], ChainConditions, number, RegExp][] = [
  ['more than a block holds', [4, 96], narrow, 0, /may need \d+ gas, a block has 4500000/],
  ['more than its purse pays for', [4, 8], dear, 0.04, /its purse pays for 883333/],
  ['purse and block', [4, 24], { ...dear, blockGasLimit: 4_500_000 }, 0.065, /its purse pays for 1716666/],
];
it.each(dealt(floods, 1))(
  'a flood of %s is the failure of its seat, the others play on, and every ledger sees the same',
  async (_, size, conditions, purse, reason) => {
    const { memory, onChain } = await flooded(size, conditions, purse);
    expect(onChain.hash).toBe(memory.hash);
    const [culprit, ...others] = onChain.played.seats;
    expect(culprit!.failures).toContainEqual(
      expect.objectContaining({ reason: expect.stringMatching(reason) as string }),
    );
    expect(others.flatMap(({ failures }) => failures)).toEqual([]);
    expect(onChain.played.dealer.failures).toEqual([]);
    expect(onChain.played.rounds.some(({ settled }) => settled)).toBe(true);
  },
);

it('a purse that is used up is filled again, and what was paid is told', async () => {
  const market = drawRandom(3, 4, 8);
  const memory = await playOn(new MemoryLedger(), market, { solver });
  const chain = new EmbeddedChain({ conditions: dear });
  try {
    const ledger = new ChainLedger(await chain.lease(), { match: 'empty', gasPurse: 1n });
    const onChain = await playOn(ledger, market, { solver });
    expect(onChain.hash).toBe(memory.hash);
    for (const { paid } of onChain.summary.senders!) expect(BigInt(paid)).toBeGreaterThan(dear.gasPrice);
  } finally {
    await chain.close();
  }
});

it('a transaction that a block cannot hold is refused before it is sent', async () => {
  const chain = new EmbeddedChain({ conditions: narrow });
  try {
    const ledger = new ChainLedger(await chain.lease(), { match: 'wide' });
    const zero = new Array<bigint>(200).fill(0n);
    await ledger.open({
      seats: [{ allocation: zero, cash: 10n ** 30n }],
      dealer: { inventory: zero, cash: 0n },
      prices: zero,
    });
    const orders = Array.from({ length: 64 }, (_, i) => ({
      bundle: zero.map(() => BigInt(1_000 + i)),
      limit: -1n,
      kind: 'limited' as const,
    }));
    await expect(ledger.submit([{ seat: 0, orders }])).rejects.toMatchObject({
      code: 'block-gas-limit',
      message: 'a transaction may need 4891600 gas, and a block has 4500000',
    });
  } finally {
    await chain.close();
  }
});

sampled(0.4)('a book that no block holds at once cannot take the place of another', async () => {
  const { memory, onChain } = await flooded([2, 48], narrow, 0, replacer);
  expect(onChain.hash).toBe(memory.hash);
  const [culprit, ...others] = onChain.played.seats;
  expect(culprit!.failures).toContainEqual(
    expect.objectContaining({ reason: expect.stringMatching(/placed anew/) as string }),
  );
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
});
