/** @short-form 1/5 or none; each time: market/match/random-markets.test.ts */
import type { LedgerState } from '#market/ledger/ledger.port.js';
import { isLong, testRng, testSeed } from '#market/test/short-form.js';
import { defaultSandboxLimits } from '../calls/limits.js';
import { sandboxDealer } from '../seats/dealer.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';
import { aMarket, aMatch } from './a-match.js';
import { reference } from './reference-file.js';

const matches = isLong ? 200 : 2;
const limits = { ...defaultSandboxLimits, milliseconds: 100, megabytes: 32 };

const pool = new SandboxPool({ spares: 0 });
afterAll(() => pool.close());

/** A truthful agent that now and then does something else. */
function moody(name: string, mood: string): Promise<Submission> {
  const source = `import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: '${name}',
  create: () => ({
    bid(view, tools) {
      if (Math.random() < 0.4) { ${mood} }
      return affordable(tools.bestBundles(view.prices).map((option) => ({ ...option, limit: option.value })), view);
    },
  }),
});`;
  return prepareSubmission(source, `${name}.ts`);
}

it(`${matches} random matches with crashing, hanging and memory-eating plugins among honest ones all end (seed ${testSeed})`, async () => {
  const rng = testRng('random matches');
  const plugins = await Promise.all([
    moody('crashing', "throw new Error('crash');"),
    moody('hanging', 'for (;;) {}'),
    moody('native', 'let x = 3n; for (;;) x = x * x;'),
    moody('eating', 'const all = []; for (;;) all.push(new Array(2 ** 16).fill({}));'),
    reference('agent', 'truthful'),
    reference('agent', 'shaded'),
  ]);
  const dealer = await reference('dealer', 'passive');
  for (let match = 0; match < matches; match++) {
    const seed = `${testSeed}-${match}`;
    const seats = Array.from({ length: 6 }, () => plugins[Math.floor(rng.next() * plugins.length)]!);
    const played = await aMatch(
      aMarket(seed, seats.length, 3),
      sandboxTraders({ pool, plugins: seats, seed, limits }),
      sandboxDealer({ pool, plugin: dealer, seed, limits }),
      { errorBudget: 3 },
    );
    expect(['converged', 'round-cap', 'stalled']).toContain(played.outcome);
    expect(totalsOf(played.closing)).toEqual(totalsOf(played.opening));
  }
});

/** All resources and all money in the market. */
function totalsOf({ seats, inventory, dealerCash }: LedgerState): unknown {
  return {
    resources: inventory.map((held, r) => seats.reduce((sum, seat) => sum + seat.allocation[r]!, held)),
    cash: seats.reduce((sum, seat) => sum + seat.cash, dealerCash),
  };
}
