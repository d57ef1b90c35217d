import { createHighsSolver } from '#market/lp/highs-solver.js';
import { Here } from '../here/here.js';
import { OwnPlugin } from '../here/own-plugin.js';
import { aMarket, aMatch, traceOf } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxDealer } from './dealer.js';
import { sandboxTraders } from './traders.js';
import { dealt } from '#market/test/short-form.js';

const agents = [
  ...['truthful', 'forecast', 'shaded', 'random-shading'],
  ...['zero-intelligence', 'multi-bundle', 'boulware', 'sniper'],
];

describe('plugins in the sandbox', () => {
  const pool = new SandboxPool({ spares: 0 });
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

  it.each(dealt(['passive', 'safety-stock', 'speculative', 'smoothing', 'stabilizing'], 1))(
    'play exactly as in this process, and as in another sandbox (%s dealer)',
    async (dealer) => {
      const seed = `same-${dealer}`;
      const here = new Here(await createHighsSolver());
      const plugins = await Promise.all(agents.map((name) => OwnPlugin.load(name, 'agent', here)));
      const plugin = await OwnPlugin.load(dealer, 'dealer', here);
      const inProcess = traceOf(
        await aMatch(
          aMarket(seed, agents.length),
          sandboxTraders({ pool: here, plugins, seed }),
          sandboxDealer({ pool: here, plugin, seed }),
        ),
      );
      const first = await inSandbox(seed, dealer);
      expect(first).toEqual(inProcess);
      expect(await inSandbox(seed, dealer)).toEqual(first);
    },
  );
});
