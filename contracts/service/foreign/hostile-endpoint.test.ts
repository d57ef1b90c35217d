import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReturnedMoney } from '#market/ledger/ledger.port.js';
import { accountOf } from '../accounts.js';
import { BlockWatch } from './block-watch.js';
import { ForeignPhases } from './foreign-phases.js';
import { httpJsonRpc } from '../rpc/json-rpc.js';
import { reclaim } from './reclaim.js';
import { SigningSender } from '../sending/signing-sender.js';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const operator = accountOf(`0x${'1'.repeat(64)}`);
const seat = accountOf(`0x${'2'.repeat(64)}`);

/** What becomes of a seat's money where the endpoint answers everything so. */
async function returnedBy(answer: object): Promise<ReturnedMoney> {
  const text = JSON.stringify(answer);
  server = createServer((_, response) => response.end(text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const rpc = httpJsonRpc(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const sender = new SigningSender(rpc, 1n);
  const watch = new BlockWatch(rpc, () => Promise.resolve());
  return reclaim([seat], operator, { rpc, sender, phases: new ForeignPhases(rpc, sender, watch, 0) });
}

it.each<[string, object, RegExp]>([
  [
    'escapes, directions and line ends',
    { error: { message: '\u001b[2J\u009b1m\u202eno\r\nmoney\u2028\ud800' } },
    /\[2J 1m no money$/,
  ],
  [
    'ten megabytes',
    { error: { message: '\u001b'.repeat(1e3) + 'x'.repeat(1e7) } },
    /^it may be there still:/,
  ],
  [
    'a name of a chain for a balance',
    { result: '\u001b]0;mainnet\u0007' },
    /its answer to eth_getBalance is none$/,
  ],
])('an endpoint that speaks with %s has its say in one short line of a report', async (_, answer, words) => {
  const { left, amount } = await returnedBy(answer);
  expect(amount).toBe('0');
  expect(left).toMatchObject([{ address: seat.address, amount: null }]);
  expect(left[0]!.reason).toMatch(words);
  expect(left[0]!.reason).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{1,330}$/u);
});
