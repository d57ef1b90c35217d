import { hostname } from 'node:os';
import { testServer } from '../test/test-server.js';

const test = testServer();

/** A form as a page sends it. */
async function send(path: string, token?: string, origin = test.server.url): Promise<Response> {
  return fetch(`${test.server.url}${path}`, {
    ...{ method: 'POST', redirect: 'manual' },
    ...(token !== undefined && { body: new URLSearchParams({ token }) }),
    headers: { connection: 'close', origin },
  });
}

async function page(cookie: string): Promise<string> {
  return (await test.server.get('/operations', undefined, { cookie })).text;
}

it('show servers and workers to who signs in with the token of the administrator, and to nobody else', async () => {
  expect(await page('')).toContain('action="/operations/session"');
  for (const wrong of ['', 'admin_wrong', await test.server.team('sunny')])
    expect((await send('/operations/session', wrong)).status).toBe(401);
  const token = test.server.adminToken;
  expect((await send('/operations/session', token, 'http://evil.example')).status).toBe(403);
  const answer = await send('/operations/session', token);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/operations']);
  const header = answer.headers.get('set-cookie')!;
  expect(header).toMatch(
    /^gridleague-operations=\d+\.[0-9a-f]{64}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const cookie = header.split(';')[0]!;
  const text = await page(cookie);
  expect(text).toContain('Signs of life from 1 server and 0 workers');
  expect(text).toContain(hostname());
  expect(text).not.toContain('action="/operations/session"');
  // Neither another time nor another token opens it.
  const [name, until, seal] = cookie.split(/[=.]/) as [string, string, string];
  for (const forged of [`${name}=${Number(until) + 1}.${seal}`, `${name}=${until}.${'0'.repeat(64)}`])
    expect(await page(forged)).toContain('action="/operations/session"');
  // It opens nothing of the API.
  expect((await test.server.get('/api/members', undefined, { cookie })).status).toBe(401);
  const out = await send('/operations/sign-out');
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    303,
    expect.stringContaining('gridleague-operations=; Max-Age=0'),
  ]);
});

it('are found from where a team signs in', async () => {
  expect((await test.server.get('/team')).text).toContain('href="/operations"');
});

it('tell of each member in the metrics, to who sends the token of the administrator', async () => {
  const open = await test.server.get('/api/metrics');
  expect(open.text).not.toContain('gridleague_member_');
  expect(open.text).not.toContain(hostname());
  const own = await test.server.get('/api/metrics', test.server.adminToken);
  expect(own.text).toMatch(/^gridleague_member_last_beat_seconds\{host="[^"]+",kind="server",/m);
});
