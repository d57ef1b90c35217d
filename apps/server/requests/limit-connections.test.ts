import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { requestLimits } from '#api/limits/request-limits.js';
import { Turns } from '../operation/turns.js';
import { limitConnections, mostConnections } from './limit-connections.js';

const MOST = requestLimits.requestsOfConnection;

let server: Server;
beforeEach(async () => {
  server = createServer((_, response) => void setImmediate(() => response.end('ok'))).listen(0, '127.0.0.1');
  server.keepAliveTimeout = 1;
  limitConnections(server, new Turns(), { requestSeconds: 60, most: 10, isBehindProxy: false });
  await once(server, 'listening');
});
afterEach(() => server.close());

/** All that is answered to so many requests that are sent at once, until the server closes the connection. */
async function answersTo(requests: number): Promise<{ ok: number; refused: number; lastSays: boolean }> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(requests));
  await once(socket, 'close');
  const answers = text.split('HTTP/1.1 ').slice(1);
  return {
    ok: answers.filter((one) => one.startsWith('200')).length,
    refused: answers.filter((one) => one.startsWith('503')).length,
    lastSays: answers.some((one) => one.startsWith('200') && one.includes('Connection: close')),
  };
}

it('answers all requests that are sent ahead, up to the last of a connection, which says so', async () => {
  expect(await answersTo(MOST - 1)).toEqual({ ok: MOST - 1, refused: 0, lastSays: false });
  expect(await answersTo(MOST)).toEqual({ ok: MOST, refused: 0, lastSays: true });
  expect(await answersTo(MOST + 1)).toEqual({ ok: MOST, refused: 1, lastSays: true });
  expect(await answersTo(2 * MOST)).toEqual({ ok: MOST, refused: MOST, lastSays: true });
});

it('cuts off who sends more ahead', async () => {
  const { refused } = await answersTo(3 * MOST);
  expect(refused).toBeLessThanOrEqual(MOST);
});

it.each([
  [Infinity, 2000],
  [20_000, 2000],
  [1024, 384],
  [256, 50],
])('with %d descriptors there is room for %d connections', (descriptors, most) =>
  expect(mostConnections(descriptors)).toBe(most),
);
