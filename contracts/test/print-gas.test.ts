import { EmbeddedChain } from '../service/embedded-chain.js';
import { measureGas } from './gas-figures.js';
it('x', async () => {
  const e = new EmbeddedChain(); const chain = await e.lease();
  for (const [n, m] of [[2,2],[10,2],[10,24],[50,24],[100,24],[50,96],[100,96]] as const) { console.log(n, m, JSON.stringify(await measureGas(chain, n, m)));}
  await e.close();
}, 600000);
