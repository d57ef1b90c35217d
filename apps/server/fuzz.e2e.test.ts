import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ServerProcess } from './test/server-process.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let folder = '';
let server: ServerProcess;
let calls: { method: string; path: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-fuzz-'));
  server = await ServerProcess.start(folder);
  const { body } = await server.get<OpenApi>('/api/openapi.json');
  calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const nasty = fc.oneof(
  fc.constantFrom(
    'demo',
    'demo-1',
    'demo-1-000001',
    '..',
    "'; DROP TABLE run; --",
    '\0',
    'a'.repeat(3000),
    '😀',
    'null',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const body = fc.oneof(
  fc.json(),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '"text"',
    '{"name":{}}',
    '{"__proto__":{"name":"x"}}',
    'a: *b',
    '&a [*a]',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const mediaType = fc.constantFrom(
  ...[
    'application/json',
    'application/yaml',
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
  ],
  ...['application/octet-stream', 'nonsense'],
);
const queryName = fc.constantFrom('limit', 'cursor', 'format', 'kind', 'run', 'league', 'x');

describe('bad input on every call', () => {
  it('is documented: the fuzzer knows all calls', () => {
    expect(calls.length).toBeGreaterThan(25);
  });

  it('never makes the server fail', async () => {
    const request = fc.record({
      call: fc.nat(1000),
      ids: nasty,
      query: fc.array(fc.tuple(queryName, nasty), { maxLength: 3 }),
      body,
      mediaType,
      admin: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ call, ids, query, body, mediaType, admin }) => {
        const { method, path } = calls[call % calls.length]!;
        const id = encodeURIComponent(ids.isWellFormed() ? ids : '').replace(/^\.+$/, 'x') || 'x';
        const search = new URLSearchParams(
          query.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
        );
        const { status, headers } = await server.send(
          method,
          `${path.replaceAll(/\{\w+\}/g, id)}?${search.toString()}`,
          admin ? server.adminToken : undefined,
          method === 'GET' ? undefined : body.toWellFormed(),
          { 'content-type': mediaType },
        );
        expect(status).toBeLessThan(500);
        if (status >= 400) expect(headers.get('content-type')).toMatch('application/problem+json');
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('leaves nothing half-stored', async () => {
    const teams = await server.get<{ items: { name: string }[] }>('/api/teams');
    for (const { name } of teams.body.items) expect(name).toMatch(/^[a-z0-9-]+$/);
    expect((await server.get('/api/ready')).status).toBe(200);
  });
});
