import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database } from '#database/database.js';
import { announce, deploymentId, release } from '#database/fleet/deployment.js';
import { postgresDatabase } from '#database/test/postgres-server.js';
import { agree } from './agree.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;

onPostgres('a worker that is given a server', () => {
  let [own, other]: Database[] = [];
  let [server, url]: [Server | undefined, string] = [undefined, ''];
  let told: object = {};
  /** what the same address says as an endpoint of chain 777 */
  const chain = { jsonrpc: '2.0', id: 1, result: '0x309' };

  beforeAll(async () => {
    own = await Database.open(address!);
    other = await Database.open((await postgresDatabase())!);
    await announce(own, 'embedded');
    server = createServer((request, answer) =>
      answer.end(JSON.stringify(request.method === 'POST' ? chain : told)),
    ).listen(0, '127.0.0.1');
    await new Promise((listening) => server!.once('listening', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.close();
    await Promise.all([own?.close(), other?.close()]);
  });

  const agreed = async (answer: object): Promise<void> => {
    told = { ...(await release), ...answer };
    await agree(own!, { server: url, chain: 'embedded' });
  };

  it('plays for one at the same database', async () =>
    expect(agreed({ deployment: await deploymentId(own!) })).resolves.toBeUndefined());

  it.each([
    ['another database of the same machine', () => deploymentId(other!)],
    ['a file', () => Promise.resolve(null)],
  ])('refuses one at %s', async (_, deployment) =>
    expect(agreed({ deployment: await deployment() })).rejects.toThrow(
      /^--server: http:\S+ is at another database than postgres:\S+: give this worker the DATABASE_URL/,
    ),
  );

  it.each([
    ['chain 31337', undefined, /chain 31337, and this worker would on chain 777: give it the endpoint/],
    [
      'chain 31337',
      'embedded',
      /chain 31337, and this worker would on embedded chains: give it the endpoint/,
    ],
    ['chain 31337', 'memory', /chain 31337, and this worker would on embedded chains: give it the endpoint/],
    ['embedded', undefined, /embedded chains, and this worker would on chain 777: leave --chain out/],
  ] as const)('with ledgers on %s refuses to keep its own elsewhere', async (network, choice, words) => {
    await announce(own!, network);
    await expect(agree(own!, { server: null, chain: choice ?? (url as 'http') })).rejects.toThrow(words);
    await announce(own!, 'embedded');
  });

  it.each([
    ['chain 777', undefined],
    ['embedded', 'anvil'],
    ['embedded', 'memory'],
  ] as const)('with ledgers on %s takes part with its own there', async (network, choice) => {
    await announce(own!, network);
    await expect(agree(own!, { server: null, chain: choice ?? (url as 'http') })).resolves.toBeUndefined();
    await announce(own!, 'embedded');
  });

  it('whose chain does not answer may be started again, and is told no more of its address than the host', async () => {
    const asked = agree(own!, { server: null, chain: 'http://127.0.0.1:1/key-of-a-provider' });
    await expect(asked).rejects.toMatchObject({ kind: 'busy' });
    await expect(asked).rejects.toThrow(/^--chain: 127.0.0.1:1 cannot be used: (?!.*provider)/);
  });

  it('tells of the release first', async () =>
    expect(agreed({ version: '0.0.1' })).rejects.toThrow('is served by GridLeague 0.0.1'));
});
