import { gasRules } from '#leagues/scenario-files/conduct/gas-rules.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket, ScenarioChain } from '#leagues/scenario-files/scenario.js';
import { ordersGas, REVEAL_GAS } from '#market/ledger/gas-bounds.js';
import { orderLimits } from '#market/order/order-limits.js';
import { blockObstacle, marketObstacle } from './chain-obstacles.js';

async function marketOf(scenario: string, chain?: ScenarioChain, sealed = false): Promise<DrawnMarket> {
  const drawn = { ...(await loadScenario(scenario)).draw('1'), sealed };
  return chain ? { ...drawn, chain, rules: { ...drawn.rules, gas: gasRules(chain, { sealed }) } } : drawn;
}
const shipped = [
  'blems-example',
  'demo-street',
  'demo-community',
  'random-small',
  'random-large',
  'winter-community',
];

it.each(shipped)('%s can be played as it is', async (scenario) => {
  expect(marketObstacle(await marketOf(scenario))).toBeNull();
});

it.each([
  [
    'random-small',
    { gasPrice: 30_000_000_000n, cash: 0.01 },
    /^chain\.cash: an account with 0\.01 .* 0\.0\d+ money$/,
  ],
  ['demo-street', { gasPrice: 1n, cash: 0 }, /^chain\.cash: .* EUR$/],
  ['random-large', { blockGasLimit: 4_500_000 }, /^chain\.blockGasLimit: too small .* may need \d{7} gas$/],
])('%s on a chain with %p is refused before it begins', async (scenario, chain, reason) => {
  expect(marketObstacle(await marketOf(scenario, chain))).toMatch(reason);
});

it.each([
  ['demo-street', undefined, 30_000_000, null],
  ['random-small', undefined, 30_000_000, null],
  ['winter-community', undefined, 1_000_000_000, null],
  ['winter-community', undefined, 30_000_000, /state chain\.blockGasLimit: 30000000 in the scenario/],
  ['random-large', undefined, 30_000_000, /chain's blocks have 30000000 gas, .* may need \d{9};/],
  ['random-large', { blockGasLimit: 30_000_000 }, 30_000_000, null],
  ['random-large', { blockGasLimit: 30_000_001 }, 30_000_000, /may need 30000001/],
  ['random-large', { blockGasLimit: 30_000_000 }, 60_000_000, null],
])('%s, stating %p, in blocks of %i gas', async (scenario, chain, blockGasLimit, reason) => {
  const obstacle = blockObstacle(await marketOf(scenario, chain), blockGasLimit);
  if (reason === null) expect(obstacle).toBeNull();
  else expect(obstacle).toMatch(reason);
});

it('needs room for what seals its orders, and a submission leaves room to be revealed', async () => {
  const chain = { blockGasLimit: 4_500_000 };
  expect(marketObstacle(await marketOf('random-small', chain, true))).toBeNull();
  const crowd = await marketOf('random-small', chain, true);
  const participants = Array.from({ length: 50 }, () => crowd.instance.participants[0]!);
  const large = { ...crowd, instance: { ...crowd.instance, participants } };
  expect(marketObstacle(large)).toMatch(/what seals the orders of 50 may need 5000000 gas/);
  expect(marketObstacle({ ...large, sealed: false })).toBeNull();
  const dear = { ...chain, gasPrice: 30_000_000_000n, cash: 0.03 };
  expect(marketObstacle(await marketOf('random-small', dear))).toBeNull();
  expect(marketObstacle(await marketOf('random-small', dear, true))).toMatch(
    /^chain\.cash: .* 0\.033\d* money$/,
  );
  const { placedOrders } = orderLimits(crowd.instance, crowd.rules);
  const m = crowd.instance.resources.length;
  expect(ordersGas(placedOrders, m) + REVEAL_GAS).toBeLessThanOrEqual(chain.blockGasLimit);
});
