/** @short-form 1/8 or none; each time: leagues/run/dispatcher.test.ts */
import { TINY } from './test/tiny-scenario.js';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignChain, type ForeignChain } from './test/foreign-chain.js';
import { ServerProcess } from './test/server-process.js';

const LEAGUE = `
id: away
title: On a chain that goes away
format: self-play
scenarios: [tiny]
blocks: 12
entrants: [truthful]
roundCap: 12
limits: { milliseconds: 30000 }
`;

let folder = '';
let chain: ForeignChain;
const sockets = new Set<Socket>();
let isAway = false;

/** The way to the chain, which may be cut. */
const way = createServer((client) => {
  if (isAway) return void client.destroy();
  const { hostname, port } = new URL(chain.url);
  const node = connect(Number(port), hostname);
  for (const [one, other] of [
    [client, node],
    [node, client],
  ] as const) {
    sockets.add(one);
    one.on('error', () => undefined);
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-away-'));
  chain = await foreignChain();
  await once(way.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  way.close();
  await chain.stop();
  await rm(folder, { recursive: true });
});

it('a run waits while its chain is away, loses no match, and goes on by itself', async () => {
  const { port } = way.address() as AddressInfo;
  const server = await ServerProcess.start(folder, { CHAIN_RPC_URL: `http://127.0.0.1:${port}` });
  try {
    await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
    await server.league(LEAGUE);
    await server.post('/api/leagues/away/runs', {});
    const first = Promise.withResolvers<void>();
    const followed = server.follow('away-1', (type) => type === 'match' && first.resolve());
    await first.promise;
    isAway = true;
    for (const socket of sockets) socket.destroy();
    await server.until(503);
    expect((await server.get('/api/ready')).body).toMatchObject({
      ...{ type: 'urn:gridleague:problem:cannot-play', detail: expect.stringMatching('the chain') as string },
    });
    expect((await server.get('/api/metrics')).text).toMatch(/^gridleague_place_well 0$/m);
    isAway = false;
    await server.until(200);
    await followed;
    const { body } = await server.get('/api/runs/away-1');
    expect(body).toMatchObject({ state: 'finished', error: null, progress: { done: 12, total: 12 } });
    expect((await server.get('/api/metrics')).text).not.toMatch(/^gridleague_match_faults_total\S* /m);
    for (const event of ['matches wait', 'matches go on'])
      expect(server.said.split(`"event":"${event}"`)).toHaveLength(2);
  } finally {
    await server.stop();
  }
});

it('a server whose chain is away says at its start what, where and how to mend it', async () => {
  const { code, said } = await ServerProcess.refusal(join(folder, 'refused'), {
    CHAIN_RPC_URL: 'http://127.0.0.1:9',
  });
  expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(said).toMatch(
    /^gridleague: setting CHAIN_RPC_URL: the chain at 127\.0\.0\.1:9 cannot be used: .*start its node or mend/,
  );
});
