import { createHighsSolver } from '#market/lp/highs-solver.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { isLong, testRng, testSeed } from '#market/test/short-form.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { playRandomRound, randomOpening, settleRandomly } from '../test/random-rounds.js';
import { TwinLedger } from '../test/twin-ledger.js';
import { ChainLedger } from './chain-ledger.js';

const rounds = isLong ? 1000 : 25;
/** In these rounds of a market something else is brought than what was found. */
const CHANGES: Readonly<Record<number, 'prices' | 'fills'>> = { 4: 'prices', 8: 'fills' };
const sizes = [
  { k: 2, m: 1 },
  { k: 3, m: 2 },
  { k: 6, m: 5 },
  { k: 10, m: 8 },
  { k: 8, m: 24 },
];

describe('the ledger on the chain', () => {
  const embedded = new EmbeddedChain();
  afterAll(() => embedded.close());

  it(`agrees with the ledger in memory to the last unit over ${rounds} random rounds (seed ${testSeed})`, async () => {
    const solver = await createHighsSolver();
    const chain = await embedded.lease();
    const honest = { settled: 0, unsettled: 0, refused: 0 };
    const changed = { settled: 0, unsettled: 0, refused: 0 };
    const perSize = rounds / sizes.length;
    const playMarkets = async (pass: number, index: number): Promise<void> => {
      const { k, m } = sizes[index]!;
      const settlement = index % 2 === 0 ? 'path' : 'final';
      const rng = testRng(`differential/${pass}/${k}/${m}`);
      for (let played = 0; played < perSize;) {
        const match = `twin/${pass}/${k}/${m}/${played}`;
        const twin = new TwinLedger(new ChainLedger(chain, { match }), chain);
        await twin.open(randomOpening(rng, k, m, settlement));
        for (let round = 0; round < 10 && played < perSize; round++, played++) {
          const change = CHANGES[round];
          const outcome = await playRandomRound(twin, rng, solver, change);
          (change ? changed : honest)[outcome]++;
        }
        if (settlement === 'final') await settleRandomly(twin, rng);
        await twin.close();
      }
    };
    // Until something was settled, and something that was changed refused: of what was changed some is still within the rules.
    for (let pass = 0; pass === 0 || honest.settled === 0 || changed.refused === 0; pass++)
      for (const index of sizes.keys()) await playMarkets(pass, index);
    // What was found for a book is never refused.
    expect(honest.refused).toBe(0);
    await chain.release();
  });

  it('places, clears and settles what no single transaction should carry, in several', async () => {
    const chain = await embedded.lease();
    const sent: number[] = [];
    const counted: typeof chain = {
      ...chain,
      execute: (match, transactions, notBefore) => {
        sent.push(...transactions.map(({ data }) => data.length / 2 - 1));
        return chain.execute(match, transactions, notBefore);
      },
    };
    const m = 96;
    const twin = new TwinLedger(new ChainLedger(counted, { match: 'large' }), chain);
    const zero = new Array<bigint>(m).fill(0n);
    const seat = { allocation: zero, cash: 10n ** 24n };
    await twin.open({
      settlement: 'final',
      seats: [seat, seat],
      dealer: { inventory: zero.map(() => 10n ** 12n), cash: 0n },
      prices: zero,
    });
    // 200 orders for a resource each take more than 120 kB, though the clearing tells of each only that resource.
    const orders = Array.from({ length: 200 }, (_, i) => ({
      bundle: zero.map((_, r) => (r === i % m ? 10n ** 9n : 0n)),
      limit: 10n ** 18n,
      kind: 'unlimited' as const,
    }));
    await twin.submit([{ seat: 1, orders }]);
    expect(sent.filter((bytes) => bytes > 30_000)).toHaveLength(2);
    const fills = [[], orders.map(() => FULL_FILL)];
    const offer = zero.map((_, r) => BigInt(r < 200 - 2 * m ? 3 : 2) * 10n ** 9n);
    const prices = zero.map(() => 10n ** 9n);
    await twin.clear({ fills, offer, prices, dealerOrders: [], dealerFills: [] });
    await twin.settle(prices.map((price) => price / 2n));
    await twin.close();
    expect(Math.max(...sent)).toBeLessThan(120_200);
    await chain.release();
  });

  it('cancels the books of many seats in as few blocks as that of one', async () => {
    const chain = await embedded.lease();
    const blocksOf = async (...cancelling: number[]): Promise<number> => {
      const twin = new TwinLedger(new ChainLedger(chain, { match: `cancel ${cancelling.join()}` }), chain);
      await twin.open(randomOpening(testRng('cancel'), 6, 2, 'path'));
      await twin.cancel(...cancelling);
      return (await twin.close()).blocks;
    };
    expect(await blocksOf(0, 1, 2, 3, 4, 5)).toBe(await blocksOf(0));
    await chain.release();
  });
});
