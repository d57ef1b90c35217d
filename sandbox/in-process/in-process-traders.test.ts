import { createHighsSolver } from '#market/lp/highs-solver.js';
import { blems, vector } from '#market/agent/test/agent-problems.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { loadAgent } from './load-plugin.js';
import { inProcessTraders } from './in-process-traders.js';

it('plays', async () => {
  const solver: LpSolver = await createHighsSolver();
  const truthful = await loadAgent('truthful');
  const t = inProcessTraders({ solver, plugins: [truthful], seed: 's' });
  console.log(
    await t.create([
      {
        seat: 0,
        agents: 2,
        resources: [
          { id: 'a', unit: '' },
          { id: 'b', unit: '' },
        ],
        roundCap: 10,
        problem: blems.first,
        endowment: blems.third,
        cash: 100,
        fees: vector(0, 0),
      },
    ]),
  );
  const r = await t.bid([
    {
      seat: 0,
      view: {
        round: 1,
        prices: vector(0, 0),
        previousPrices: vector(0, 0),
        allocation: blems.third,
        cash: 100,
        cost: -13 / 6,
        openOrders: [],
        call: true,
      },
    },
  ]);
  console.dir(r, { depth: 9 });
  await t.close();
});
