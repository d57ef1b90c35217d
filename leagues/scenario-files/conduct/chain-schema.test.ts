import { exportLinear } from '../export/export-linear.js';
import { scenarioFrom } from '../scenario-from.js';
import type { ScenarioChain } from '../scenario.js';

const random = { kind: 'random', id: 'r', agents: 2, resources: 2 };
const linear = {
  kind: 'linear',
  id: 'l',
  resources: [{ id: 'r', unit: 'u' }],
  cash: 1,
  endowments: { agents: [[1]], dealer: [0] },
  agents: [{ cost: [-1], own: { matrix: [] }, shared: { matrix: [[1]] } }],
};
const community = {
  kind: 'community',
  id: 'c',
  start: '2025-07-08',
  step: 'PT1H',
  periods: 2,
  households: [{ id: 'home', load: { annualEnergy: 3000 } }],
  grid: { retail: 0.3, feedIn: 0.08 },
};

async function chainOf(fields: object, chain: unknown): Promise<ScenarioChain | undefined> {
  return (await scenarioFrom({ ...fields, chain }, 'file.yaml')).draw('1').chain;
}

const section = { blockTime: 12, gasPrice: 7, blockGasLimit: 30_000_000, cash: 2.5, verification: 'both' };

it.each([random, linear, community])('kind $kind has it, and its linear form keeps it', async (fields) => {
  const wanted = { ...section, gasPrice: 7n };
  expect(await chainOf(fields, section)).toEqual(wanted);
  const drawn = (await scenarioFrom({ ...fields, chain: section }, 'file.yaml')).draw('1');
  const again: unknown = JSON.parse(JSON.stringify(exportLinear(drawn)));
  expect((await scenarioFrom(again, 'exported.json')).draw('1').chain).toEqual(wanted);
});

it('is absent unless stated, and holds only what is stated', async () => {
  expect((await scenarioFrom(random, 'file.yaml')).draw('1')).not.toHaveProperty('chain');
  expect(await chainOf(random, {})).toEqual({});
  expect(await chainOf(random, { cash: 1 })).toEqual({ cash: 1 });
});

it.each([
  [0, 0n],
  [1_500_000_000, 1_500_000_000n],
  ['30000000000', 30_000_000_000n],
  ['30 gwei', 30_000_000_000n],
  ['0.000000001 gwei', 1n],
  ['1000000 gwei', 10n ** 15n],
])('gas at %j costs %d wei', async (gasPrice, wei) => {
  expect(await chainOf(random, { gasPrice })).toEqual({ gasPrice: wei });
});

it.each([
  [{ gasPrice: -1 }, 'chain.gasPrice', /wei per gas/],
  [{ gasPrice: 0.5 }, 'chain.gasPrice', /wei per gas/],
  [{ gasPrice: '1.5' }, 'chain.gasPrice', /wei per gas/],
  [{ gasPrice: '1 ether' }, 'chain.gasPrice', /wei per gas/],
  [{ gasPrice: '1000001 gwei' }, 'chain.gasPrice', /1e15/],
  [{ gasPrice: 1e21 }, 'chain.gasPrice', /1e15/],
  [{ blockTime: 0 }, 'chain.blockTime', />=1/],
  [{ blockTime: 1.5 }, 'chain.blockTime', /int/],
  [{ blockGasLimit: 4_000_000 }, 'chain.blockGasLimit', />=4500000/],
  [{ cash: -1 }, 'chain.cash', />=0/],
  [{ cash: NaN }, 'chain.cash', /NaN/],
  [{ verification: 'nobody' }, 'chain.verification', /agents/],
  [{ gas: 1 }, 'chain.gas', /unknown field/],
  [7, 'chain', /object/],
])('%j is refused by its field', async (chain, field, reason) => {
  for (const fields of [random, linear, community])
    await expect(chainOf(fields, chain)).rejects.toMatchObject({
      field,
      reason: expect.stringMatching(reason) as string,
    });
});
