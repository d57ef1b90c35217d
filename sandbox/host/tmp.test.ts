import { aMarket, aMatch } from '../test/a-match.js';
import { reference } from '../test/reference-file.js';
import { SandboxPool } from './sandbox-pool.js';
import { sandboxDealer } from './sandbox-dealer.js';
import { sandboxTraders } from './sandbox-traders.js';
it('x', async () => {
  const pool = new SandboxPool();
  const agents = ['truthful', 'forecast'];
  const seed='a';
  console.log(await pool.layers());
  const m = await aMatch(aMarket(seed, agents.length),
        sandboxTraders({ pool, plugins: await Promise.all(agents.map((name) => reference('agent', name))), seed }),
        sandboxDealer({ pool, plugin: await reference('dealer', 'passive'), seed }));
  console.log(m.outcome, m.rounds.length, JSON.stringify(m.seats.map(s=>s.failures)).slice(0,1500), m.dealer.failures);
  await pool.close();
});
