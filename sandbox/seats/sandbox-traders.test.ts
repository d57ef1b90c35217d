import { createHighsSolver } from '#market/lp/highs-solver.js';
import { inProcessDealer } from '../in-process/in-process-dealer.js';
import { inProcessTraders } from '../in-process/in-process-traders.js';
import { loadAgent, loadDealer } from '../in-process/load-plugin.js';
import { aMarket, aMatch, traceOf } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxDealer } from './sandbox-dealer.js';
import { sandboxTraders } from './sandbox-traders.js';

const agents = ['truthful', 'forecast', 'shaded', 'random-shading', 'zero-intelligence', 'multi-bundle'];

describe('plugins in the sandbox', () => {
  const pool = new SandboxPool();
  afterAll(() => pool.close());

  const inSandbox = async (seed: string, dealer: string) =>
    traceOf(
      await aMatch(
        aMarket(seed, agents.length),
        sandboxTraders({
          pool,
          plugins: await Promise.all(agents.map((name) => reference('agent', name))),
          seed,
          limits,
        }),
        sandboxDealer({ pool, plugin: await reference('dealer', dealer), seed, limits }),
      ),
    );

  it.each(['passive', 'safety-stock', 'speculative', 'smoothing'])(
    'play exactly as in this process, and as in another sandbox (%s dealer)',
    async (dealer) => {
      const seed = `same-${dealer}`;
      const inProcess = traceOf(
        await aMatch(
          aMarket(seed, agents.length),
          inProcessTraders({
            solver: await createHighsSolver(),
            plugins: await Promise.all(agents.map(loadAgent)),
            seed,
          }),
          inProcessDealer({ plugin: await loadDealer(dealer), seed }),
        ),
      );
      const first = await inSandbox(seed, dealer);
      expect(first).toEqual(inProcess);
      expect(await inSandbox(seed, dealer)).toEqual(first);
    },
  );
});
