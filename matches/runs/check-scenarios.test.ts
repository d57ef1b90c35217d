import { freeChain } from '#contracts/service/chain-conditions.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { ScenarioChain } from '#leagues/scenario-files/scenario.js';
import { leagueObstacle } from './check-scenarios.js';

const obstacle = async (chain: ScenarioChain, shared: typeof freeChain | null): Promise<string | null> =>
  leagueObstacle({ ...(await loadScenario('blems-example')), chain }, shared);

describe('a scenario in a league', () => {
  it('may say who verifies and how much its accounts have for gas, on any chain', async () => {
    for (const shared of [freeChain, null])
      expect(await obstacle({ cash: 3, verification: 'both' }, shared)).toBeNull();
  });

  it('may state blocks of any size on an endpoint: the match that finds no room in its own is refused', async () => {
    expect(await obstacle({ blockGasLimit: 5_000_000 }, freeChain)).toMatch(
      'chain.blockGasLimit cannot be met',
    );
    expect(await obstacle({ blockGasLimit: 5_000_000 }, null)).toBeNull();
  });

  it.each([{ gasPrice: 7n }, { blockTime: 12 }])(
    'cannot be played where the chain that all share is not as it says: %p',
    async (chain) => {
      const [field] = Object.keys(chain);
      for (const shared of [freeChain, null])
        expect(await obstacle(chain, shared)).toMatch(`chain.${field} cannot be met`);
      expect(await obstacle(chain, { ...freeChain, ...chain })).toBeNull();
    },
  );

  it('may state what is so anyhow, but not on an endpoint, where nobody knows', async () => {
    expect(await obstacle({ gasPrice: 0n }, freeChain)).toBeNull();
    expect(await obstacle({ gasPrice: 0n }, null)).toMatch(/whose blocks and prices are its own/);
  });

  it('is played by open bundle trading only', async () => {
    const scenario = await loadScenario('blems-example');
    expect(leagueObstacle({ ...scenario, sealed: true }, freeChain)).toMatch(/^sealed: /);
    expect(leagueObstacle({ ...scenario, mechanism: 'grid-only' }, freeChain)).toMatch(
      /^mechanism: grid-only/,
    );
  });
});
