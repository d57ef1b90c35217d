import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpJsonRpc } from './json-rpc.js';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

/** A client of an endpoint that answers in its own way. */
async function clientOf(answer: RequestListener): Promise<ReturnType<typeof httpJsonRpc>> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return httpJsonRpc(`http://127.0.0.1:${port}`, { milliseconds: 500, bytes: 1000 });
}

const lost = (reason: unknown): object => ({ code: 'chain-lost', cause: reason });

describe('an endpoint', () => {
  it('answers as large as it may be', async () => {
    const text = 'x'.repeat(900);
    const client = await clientOf((_, response) => response.end(JSON.stringify({ result: text })));
    expect(await client.request('any')).toBe(text);
  });

  it('is taken for gone where its answer does not end', async () => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const client = await clientOf((_, response) => {
      response.on('close', close);
      const more = (): void => void (response.destroyed || response.write(' '.repeat(600), more));
      more();
    });
    const reason = expect.objectContaining({ message: 'an answer has more than 1000 bytes' }) as unknown;
    await expect(client.request('any')).rejects.toMatchObject(lost(reason));
    await closed;
  });

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_, response) => void response.write('{"result":')],
  ])('is taken for gone where it %s', async (_, answer) => {
    const client = await clientOf(answer);
    const reason = expect.objectContaining({ name: 'TimeoutError' }) as unknown;
    await expect(client.request('any')).rejects.toMatchObject(lost(reason));
  });
});
