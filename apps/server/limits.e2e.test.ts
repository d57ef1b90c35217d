/** @short-form 1/3; each time: apps/server/operation/quota.test.ts, apps/server/requests/limit-connections.test.ts */
import { join } from 'node:path';
import { ServerProcess } from './test/server-process.js';
import { testServer } from './test/test-server.js';

const test = testServer({ GRIDLEAGUE_WRITES_PER_MINUTE: '3' });

it('limits how often an address may write, whichever calls it uses, and leaves reads free', async () => {
  expect((await test.server.post('/api/teams', { name: 'a' })).status).toBe(201);
  expect((await test.server.post('/api/leagues/none/runs', {})).status).toBe(404);
  expect((await test.server.post('/api/backups', {})).status).toBe(201);
  const refused = await test.server.post('/api/teams', { name: 'b' });
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({
    type: 'urn:gridleague:problem:too-many-requests',
    detail: expect.stringMatching(/^too many writes from this address/) as string,
  });
  const reads = await Promise.all(Array.from({ length: 20 }, () => test.server.get('/api/teams')));
  expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([200]));
});

it('ends at once although somebody follows a stream of events', async () => {
  const other = await ServerProcess.start(join(test.folder, 'other'), {
    ...{ GRIDLEAGUE_WORKERS: '1', GRIDLEAGUE_STREAMS_PER_ADDRESS: '3' },
  });
  const league = { id: 'long', title: 'Long', format: 'self-play', scenarios: ['random-small'], blocks: 900 };
  expect((await other.post('/api/leagues', league)).status).toBe(201);
  await other.post('/api/leagues/long/runs', {});
  const followed = other.follow('long-1').catch(() => 'broken');
  const give = new AbortController();
  const opened = (): Promise<Response> =>
    fetch(`${other.url}/api/runs/long-1/events`, { signal: give.signal });
  for (const stream of [await opened(), await opened()]) expect(stream.status).toBe(200);
  const refused = await other.get('/api/runs/long-1/events');
  expect(refused).toMatchObject({ status: 429, body: { type: 'urn:gridleague:problem:too-many-requests' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  give.abort();
  const again = new AbortController();
  for (let status = 429; status === 429;)
    ({ status } = await fetch(`${other.url}/api/runs/long-1/events`, { signal: again.signal }));
  again.abort();
  expect(await other.stop()).toBe(0);
  await followed;
});
