import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AsynchronousRules, ClosingRule } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { dealt, isLong } from '#market/test/short-form.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { drawRandom, drawScenario, playOn, type PlayedOn } from '../test/play.js';
import { ChainLedger } from './chain-ledger.js';

const reference = resolve('../shared/reference');
const embedded = new EmbeddedChain();
let solver: LpSolver;
let matches = 0;

beforeAll(async () => {
  solver = await createHighsSolver();
});
afterAll(() => embedded.close());

type Play = Parameters<typeof playOn>;

/** Plays in memory and on the chain; the chain audits itself at the end of the match. */
async function playBoth(
  market: Play[1],
  plugins: Play[2] = {},
): Promise<{ memory: PlayedOn; onChain: PlayedOn }> {
  const chain = await embedded.lease();
  const memory = await playOn(new MemoryLedger(), market, { ...plugins, solver });
  const ledger = new ChainLedger(chain, { match: `whole match ${++matches}` });
  const onChain = await playOn(ledger, market, { ...plugins, solver });
  await chain.release();
  return { memory, onChain };
}

describe('a whole match on the chain has the same result hash as in memory', () => {
  it.each(dealt(['blems-example', 'random-small', 'demo-community'], 1))('%s', async (name) => {
    const { memory, onChain } = await playBoth(await drawScenario(name, '1'));
    expect(onChain.hash).toBe(memory.hash);
    expect(onChain.played.outcome).toBe('converged');
    expect(onChain.summary.network).toBe('embedded');
    expect(onChain.summary.gas).toBeGreaterThan(0);
  });

  const atFinalPrices: [string, string, number][] = [
    ['demo-street', 'truthful', 1000],
    ['demo-street', 'multi-bundle', 3],
    ['random-small', 'shaded', 1000],
  ];
  it.each(dealt(atFinalPrices, 1))(
    '%s of %s agents, settled at the final prices (at most %i rounds)',
    async (name, agent, roundCap) => {
      const market = await drawScenario(name, '1');
      const rules = { ...market.rules, settlement: 'final', roundCap } as const;
      const { memory, onChain } = await playBoth({ ...market, rules }, { agent });
      expect(onChain.hash).toBe(memory.hash);
      expect(onChain.played.settlement).toEqual(memory.played.settlement);
    },
  );

  const closings: [ClosingRule['kind'], ClosingRule][] = [
    ['random', { kind: 'random', from: 3, hazard: 0.3 }],
    ['soft', { kind: 'soft', from: 2, extend: 1 }],
  ];
  it.each(dealt(closings, 1))('of strategies that shade, under a %s close', async (_, closing) => {
    const market = drawRandom(4, 3, 40);
    const rules = { ...market.rules, closing } as const;
    const { memory, onChain } = await playBoth({ ...market, rules }, { agent: 'zero-intelligence' });
    expect(onChain.hash).toBe(memory.hash);
    expect(onChain.played.outcome).toBe('closed');
  });

  const paces: [string, AsynchronousRules][] = [
    ['in Poisson windows', { rate: 0.5, agents: { 'agent-1': 2 }, window: 1, information: 'asymmetric' }],
    ['one by one', { agents: {}, window: 0, information: 'symmetric' }],
  ];
  it.each(dealt(paces, 1))('of agents that wake %s', async (_, asynchronous) => {
    const market = drawRandom(4, 3, 400);
    const rules = { ...market.rules, participation: 0.4, asynchronous } as const;
    const { memory, onChain } = await playBoth({ ...market, rules });
    expect(onChain.hash).toBe(memory.hash);
    expect(onChain.played.outcome).toBe('converged');
  });

  it.each(dealt(['safety-stock', 'speculative', 'smoothing', 'stabilizing'], 1))(
    'with the %s dealer',
    async (dealer) => {
      const { memory, onChain } = await playBoth(drawRandom(4, 3, 40), { dealer });
      expect(onChain.hash).toBe(memory.hash);
    },
  );

  const sizes = isLong
    ? [
        [100, 24],
        [50, 96],
        [100, 2],
        [20, 48],
      ]
    : [[10, 8]];
  it.each(sizes as [number, number][])(
    'random market of %i agents and %i resources: every honest clearing is accepted',
    async (agents, resources) => {
      const { memory, onChain } = await playBoth(drawRandom(agents, resources, 60));
      expect(onChain.hash).toBe(memory.hash);
      expect(onChain.played.rounds.some(({ settled }) => settled)).toBe(true);
    },
  );

  const files = existsSync(reference)
    ? readdirSync(reference).filter((file) => file.startsWith('linear-'))
    : [];
  if (files.length === 0) console.warn(`SKIPPED: no reference instances in ${reference}`);
  const small = files.filter((file) => !/k20|k50/.test(file));
  for (const file of isLong ? files : dealt(small, 2))
    it(`reference instance ${file}`, async () => {
      const { memory, onChain } = await playBoth(await drawScenario(resolve(reference, file), '1'));
      expect(onChain.hash).toBe(memory.hash);
      expect(onChain.played.outcome).toBe('converged');
    });
});
