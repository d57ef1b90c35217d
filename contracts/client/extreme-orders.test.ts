import { anExtremist, dearOrders, unlikePairs } from '#market/test/extreme-orders.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { drawScenario, playOn } from '../test/play.js';
import { ChainLedger } from './chain-ledger.js';
import { dealt } from '#market/test/short-form.js';

const embedded = new EmbeddedChain();
let solver: LpSolver;
let matches = 0;

beforeAll(async () => {
  solver = await createHighsSolver();
});
afterAll(() => embedded.close());

/** What is legal in memory is legal on the chain, and comes to the same. */
it.each(dealt([...unlikePairs, ...dearOrders], 4))('%s: memory and chain agree', async (_, orders) => {
  const culprit = anExtremist(orders);
  const chain = await embedded.lease();
  const market = await drawScenario('random-small', '1');
  const short = { ...market, rules: { ...market.rules, roundCap: 4, errorBudget: 100 } };
  const memory = await playOn(new MemoryLedger(), short, { culprit, solver });
  const ledger = new ChainLedger(chain, { match: `extreme ${++matches}` });
  const onChain = await playOn(ledger, short, { culprit, solver });
  expect(onChain.hash).toBe(memory.hash);
  await chain.release();
});
