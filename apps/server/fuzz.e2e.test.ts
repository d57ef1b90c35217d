/** @short-form 1/6; each time: requests, forms, api/domain-types.test.ts */
import { fc } from '#market/test/seeded-properties.js';
import { testServer } from './test/test-server.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const test = testServer();
let calls: { method: string; path: string }[] = [];

beforeAll(async () => {
  const { body } = await test.server.get<OpenApi>('/api/openapi.json');
  calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
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
const queryName = fc.constantFrom('limit', 'cursor', 'format', 'kind', 'run', 'league', 'weights', 'x');

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
        const { status, headers } = await test.server.send(
          method,
          `${path.replaceAll(/\{\w+\}/g, id)}?${search.toString()}`,
          admin ? test.server.adminToken : undefined,
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
    const teams = await test.server.get<{ items: { name: string }[] }>('/api/teams');
    for (const { name } of teams.body.items) expect(name).toMatch(/^[a-z0-9-]+$/);
    expect((await test.server.get('/api/ready')).status).toBe(200);
  });
});
