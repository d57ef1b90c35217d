import { anAgent, blems, vectorOf } from '#market/agent/test/agent-problems.js';
import { defaultRules, type MarketInstance } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';

/** The worked example of docs/market-rules.md: optimum -12.5. */
const instance: MarketInstance = {
  id: 'worked-example',
  resources: [
    { id: 'A', unit: 'kWh' },
    { id: 'B', unit: 'kWh' },
  ],
  participants: [blems.first, blems.second].map((problem, seat) => ({
    id: `agent-${seat + 1}`,
    role: 'agent',
    problem,
    endowment: blems.third,
    cash: 100,
  })),
  dealer: { endowment: vectorOf(8 / 3, 5 / 3), cash: 100 },
  initialPrices: vectorOf(0, 0),
};

describe('reference plugins in a match', () => {
  let solver: LpSolver;
  beforeAll(async () => (solver = await createHighsSolver()));

  async function play(agent: string, dealer: string, market = instance): Promise<PlayedMatch> {
    const pool = new Here(solver);
    const plugin = await OwnPlugin.load(agent, 'agent', pool);
    const policy = await OwnPlugin.load(dealer, 'dealer', pool);
    const traders = sandboxTraders({ pool, plugins: [plugin, plugin], seed: 'match' });
    const played = await playMatch({
      instance: market,
      rules: { ...defaultRules, roundCap: 100 },
      seed: 'match',
      traders,
      dealer: sandboxDealer({ pool, plugin: policy, seed: 'match' }),
      ledger: new MemoryLedger(),
      solver,
      clock: { now: () => 0 },
    });
    await traders.close();
    return played;
  }

  it.each([
    ['truthful', 'passive'],
    ['forecast', 'passive'],
    ['shaded', 'passive'],
    ['random-shading', 'passive'],
    ['multi-bundle', 'passive'],
    ['boulware', 'passive'],
    ['sniper', 'passive'],
    ['truthful', 'safety-stock'],
    ['truthful', 'speculative'],
    ['truthful', 'smoothing'],
    ['truthful', 'stabilizing'],
  ])('%s agents and a %s dealer reach the optimum without a failure', async (agent, dealer) => {
    const played = await play(agent, dealer);
    expect(played.outcome).toBe('converged');
    expect(played.seats.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(-12.5, 6);
    expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
    expect(played.dealer.failures).toEqual([]);
  });

  it('agents whose own problem limits nothing reach the optimum through unlimited bundles', async () => {
    // Agent 1 turns 2 A into 1 B and earns 3 by it, without end; agent 2 holds 10 A, which it can use at
    // 0.5 each, and wants at most 4 B at 1 each. Optimum: 10 A into 5 B, of which 4 used: -15 - 4.
    const maker = anAgent({ cost: [-3], own: [], upper: [], shared: [[2], [-1]] });
    const user = anAgent({ cost: [-0.5, -1], own: [[0, 1]], upper: [4], shared: [[1, 0], [0, 1]] }); // prettier-ignore
    const market: MarketInstance = {
      ...instance,
      participants: [
        { id: 'maker', role: 'agent', problem: maker, endowment: vectorOf(0, 0), cash: 100 },
        { id: 'user', role: 'agent', problem: user, endowment: vectorOf(10, 0), cash: 100 },
      ],
      dealer: { endowment: vectorOf(0, 0), cash: 100 },
    };
    for (const agent of ['truthful', 'shaded', 'multi-bundle']) {
      const played = await play(agent, 'passive', market);
      expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
      expect(played.outcome).toBe('converged');
      expect(played.seats.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(-19, 6);
    }
  });

  it('zero-intelligence agents gain something, never more than there is, and never fail', async () => {
    const played = await play('zero-intelligence', 'passive');
    const cost = played.seats.reduce((sum, seat) => sum + seat.cost, 0);
    expect(cost).toBeLessThan(played.seats.reduce((sum, { costBefore }) => sum + costBefore, 0));
    expect(cost).toBeGreaterThanOrEqual(-12.5 - 1e-6);
    expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
  });
});
