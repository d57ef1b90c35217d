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
async function clientOf(
  answer: RequestListener,
  milliseconds = 60_000,
  bytes = 1000,
): Promise<ReturnType<typeof httpJsonRpc>> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return httpJsonRpc(`http://127.0.0.1:${port}`, { milliseconds, bytes });
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

  it.each<[string, unknown, string]>([
    ['any', null, 'it is no JSON-RPC'],
    ['any', 5, 'it is no JSON-RPC'],
    ['eth_chainId', {}, 'its answer to eth_chainId is none'],
    ['eth_chainId', { result: '-0x1' }, 'its answer to eth_chainId is none'],
    ['eth_blockNumber', { result: 7 }, 'its answer to eth_blockNumber is none'],
    ['eth_chainId', { result: '\u001b[2J0x1' }, 'its answer to eth_chainId is none'],
    ['eth_chainId', { result: `0x${'f'.repeat(64)}` }, 'its answer to eth_chainId is none'],
    [
      'eth_getTransactionCount',
      { result: '0xffffffffffffffff' },
      'its answer to eth_getTransactionCount is none',
    ],
    ['eth_gasPrice', { result: `0x1${'0'.repeat(32)}` }, 'its answer to eth_gasPrice is none'],
    ['eth_call', { result: null }, 'its answer to eth_call is none'],
    ['eth_accounts', { result: [1] }, 'its answer to eth_accounts is none: 0'],
    ['eth_getBlockByNumber', { result: null }, 'its answer to eth_getBlockByNumber is none'],
    [
      'eth_getBlockByNumber',
      { result: { gasLimit: '0x1', timestamp: 'zz' } },
      'its answer to eth_getBlockByNumber is none: timestamp',
    ],
    [
      'eth_getTransactionReceipt',
      { result: {} },
      'its answer to eth_getTransactionReceipt is none: blockNumber',
    ],
  ])('that answers %s with %j is told to be none', async (method, answer, reason) => {
    const client = await clientOf((_, response) => response.end(JSON.stringify(answer)));
    const message = expect.stringContaining(`does not answer as a chain does: ${reason}`) as unknown;
    await expect(client.request(method)).rejects.toMatchObject({ code: 'bad-endpoint', message });
  });

  it.each<[unknown, string]>([
    [{ message: 'e'.repeat(800) }, `${'e'.repeat(300)}…`],
    [{ message: 'two\nlines' }, 'two lines'],
    [{ message: 'a\u001b[2J\u009b1m\u202eb\u0000\u2028c\ud800' }, 'a [2J 1m b c'],
    [{ message: `${'e'.repeat(299)}\u{1f600}` }, `${'e'.repeat(299)}…`],
    [{ message: ' \r\n ' }, ''],
    ['\u001b]0;title\u0007', '"\\u001b]0;title\\u0007"'],
    [{ message: { a: 1 } }, '{"a":1}'],
    [{}, '{}'],
    [5, '5'],
  ])('says no in few words: %j', async (error, words) => {
    const client = await clientOf((_, response) => response.end(JSON.stringify({ error })));
    const message = `the chain's node refuses: ${words || 'it does not say why'}`;
    await expect(client.request('eth_chainId')).rejects.toMatchObject({ code: 'rpc-error', words, message });
  });

  it('says no with an error that is nested beyond what can be read', async () => {
    const deep = 40_000;
    const error = `{"error":{"message":${'['.repeat(deep)}${']'.repeat(deep)}}}`;
    const client = await clientOf((_, response) => response.end(error), 60_000, 1e6);
    const words = 'an error nested too deep to be read';
    await expect(client.request('any')).rejects.toMatchObject({ code: 'rpc-error', words });
  });

  it('gives revert data that is hexadecimal only', async () => {
    const error = { message: 'no', data: { data: '0x\u001b[2J', deeper: 1 } };
    const client = await clientOf((_, response) => response.end(JSON.stringify({ error })));
    await expect(client.request('any')).rejects.toMatchObject({ code: 'rpc-error', data: null });
  });

  it.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_, response) => void response.write('{"result":')],
  ])('is taken for gone where it %s', async (_, answer) => {
    const client = await clientOf(answer, 500);
    const reason = expect.objectContaining({ name: 'TimeoutError' }) as unknown;
    await expect(client.request('any')).rejects.toMatchObject(lost(reason));
  });
});
