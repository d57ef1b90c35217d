import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ServerClient } from './server-client.js';

/** More than the buffers between two processes hold. */
const LARGE = Buffer.alloc(48 * 1024 * 1024, 'x');
let server: Server | undefined;

async function answering(listener: RequestListener): Promise<ServerClient> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new ServerClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
const away = (): void => {
  server?.close();
  server?.closeAllConnections();
};
afterEach(away);

it('is whole before anybody reads it, so that a server need not wait for who plays meanwhile', async () => {
  const client = await answering((_, answer) => answer.end(LARGE));
  const source = await client.download('/bundle', LARGE.length);
  away();
  expect((await buffer(source)).equals(LARGE)).toBe(true);
});

it('says so where the connection ends before it does', async () => {
  const client = await answering((_, answer) => {
    answer.writeHead(200, { 'content-length': 2 });
    answer.write('x', () => answer.destroy());
  });
  await expect(client.download('/bundle', 2)).rejects.toThrow(
    /^http:\S+\/api\/bundle: the answer cannot be read to its end: /,
  );
});

it('is refused where it is too long', async () => {
  const client = await answering((_, answer) => answer.end('xxx'));
  await expect(client.download('/bundle', 2)).rejects.toThrow(/: the answer is longer than 2 bytes$/);
});
