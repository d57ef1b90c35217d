import type { PlayedMatch } from '#market/match/play-match.js';
import type { Traders } from '#market/traders.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { referencePlugins } from '../admission/find-plugin.js';
import { Here } from '../here/here.js';
import { OwnPlugin } from '../here/own-plugin.js';
import { aMarket, aMatch, traceOf } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import { pluginFiles } from '../test/plugin-files.js';
import { prepareSubmission } from '../compile/submission.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxDealer } from './dealer.js';
import { sandboxTraders } from './traders.js';
import { dealt } from '#market/test/short-form.js';

const agents = referencePlugins('agent');

/** What it asks for depends to the last bit on what its tools told it of its trades, and on how its orders filled. */
const LEARNER = `import { defineAgent, Reward, scale } from '@gridleague/sdk';
export default defineAgent({
  name: 'learner',
  create: () => {
    const reward = new Reward();
    let share = 0.5;
    return {
      bid(view, tools) {
        reward.begin(view);
        return tools.bestBundles(view.prices).flatMap(({ bundle, value, kind, cap }) =>
          kind === 'limited' && value <= view.cash ? [{ bundle, limit: value - share * 0.01 * Math.abs(value) }] : []);
      },
      settled(trade, view, tools) {
        const gained = reward.of(trade, view);
        const back = tools.value(scale(trade.delivered, -1));
        const left = tools.bestBundles(trade.prices, { count: 2 }).reduce((sum, { value }) => sum + value, 0);
        const filled = trade.fills.reduce((sum, { fill }) => sum + fill, 0);
        share = Math.abs(Math.sin(share + gained + filled + left + (back === -Infinity ? 1 : back)));
      },
    };
  },
});`;

describe('plugins in the sandbox', () => {
  const file = pluginFiles();
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

  it.each(dealt(referencePlugins('dealer'), 1))(
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

  it('have tools when they are told of a trade, with the same answers as in this process', async () => {
    const here = new Here(await createHighsSolver());
    const dealer = await OwnPlugin.load('passive', 'dealer', here);
    const own = await OwnPlugin.load(file('learner.ts', LEARNER), 'agent', here);
    const sent = await prepareSubmission(LEARNER, 'learner.ts');
    const seed = 'learner';
    const play = (traders: Traders): Promise<PlayedMatch> =>
      aMatch(aMarket(seed), traders, sandboxDealer({ pool: here, plugin: dealer, seed }));
    const inProcess = await play(sandboxTraders({ pool: here, plugins: [own, own, own, own], seed }));
    const apart = await play(sandboxTraders({ pool, plugins: [sent, sent, sent, sent], seed, limits }));
    expect(traceOf(apart)).toEqual(traceOf(inProcess));
    expect(apart.seats.map(({ failures }) => failures)).toEqual([[], [], [], []]);
    expect(apart.rounds.filter(({ trades }) => trades.length > 0).length).toBeGreaterThan(1);
  });
});
