import { freeChain, type SharedChain } from '#contracts/service/chain-conditions.js';
import { gasRules } from '#leagues/scenario-files/conduct/gas-rules.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { ScenarioChain } from '#leagues/scenario-files/scenario.js';
import { leagueObstacle } from './check-scenarios.js';

const endpoint: SharedChain = { blockGasLimit: 30_000_000 };
const obstacle = async (chain: ScenarioChain, shared: SharedChain): Promise<string | null> =>
  leagueObstacle({ ...(await loadScenario('blems-example')), chain }, shared);

describe('a scenario in a league', () => {
  it('may say who verifies and how much its accounts have for gas, on any chain', async () => {
    for (const shared of [freeChain, endpoint])
      expect(await obstacle({ cash: 3, verification: 'both' }, shared)).toBeNull();
  });

  it('may state blocks of any size on an endpoint: the match that finds no room in its own is refused', async () => {
    expect(await obstacle({ blockGasLimit: 5_000_000 }, freeChain)).toMatch(
      'chain.blockGasLimit cannot be met',
    );
    expect(await obstacle({ blockGasLimit: 5_000_000 }, endpoint)).toBeNull();
  });

  it.each([{ gasPrice: 7n }, { blockTime: 12 }])(
    'cannot be played where the chain that all share is not as it says: %p',
    async (chain) => {
      const [field] = Object.keys(chain);
      for (const shared of [freeChain, endpoint])
        expect(await obstacle(chain, shared)).toMatch(`chain.${field} cannot be met`);
      expect(await obstacle(chain, { ...freeChain, ...chain })).toBeNull();
    },
  );

  it('may state what is so anyhow, but not on an endpoint, where nobody knows', async () => {
    expect(await obstacle({ gasPrice: 0n }, freeChain)).toBeNull();
    expect(await obstacle({ gasPrice: 0n }, endpoint)).toMatch(/whose blocks and prices are its own/);
  });

  it('needs blocks that hold its clearing, on an endpoint too', async () => {
    expect(await obstacle({}, endpoint)).toBeNull();
    expect(await obstacle({}, { blockGasLimit: 1_000_000 })).toMatch(
      /^chain\.blockGasLimit: the chain's blocks have 1000000 gas, and a clearing of this market may need \d+/,
    );
  });

  it('needs room for its own market in what it states', async () => {
    const drawn = (await loadScenario('blems-example')).draw('1');
    const chain = { blockTime: 12, gasPrice: 30_000_000_000n, cash: 1e-9 };
    const draw = (): typeof drawn => ({
      ...drawn,
      chain,
      rules: { ...drawn.rules, gas: gasRules({ ...freeChain, ...chain }) },
    });
    const scenario = { ...(await loadScenario('blems-example')), chain, draw };
    expect(leagueObstacle(scenario, { ...freeChain, ...chain })).toMatch(/^chain\.cash: an account with/);
  });

  it('is played by open bundle trading only', async () => {
    const scenario = await loadScenario('blems-example');
    expect(leagueObstacle({ ...scenario, sealed: true }, freeChain)).toBeNull();
    expect(leagueObstacle({ ...scenario, mechanism: 'grid-only' }, freeChain)).toMatch(
      /^mechanism: grid-only/,
    );
  });
});
