/** @short-form 1/6; each time: api/domain-types.test.ts */
import { TINY } from '../test/tiny-scenario.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { complaints } from '../test/as-described.js';
import { testServer } from '../test/test-server.js';

const LEAGUE = `
id: street
title: Street
format: dealer-comparison
scenarios: [tiny]
blocks: 2
entrants: [truthful]
dealers: [passive, smoothing]
roundCap: 40
limits: { milliseconds: 30000 }
`;

interface Described {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { schema?: { $ref?: string }; example?: unknown }>>;
}
interface Operation {
  readonly call: string;
  readonly parameters: readonly string[];
  readonly responses: readonly (readonly [string, Described])[];
}

const test = testServer();
let operations: Operation[] = [];
let document: OpenAPIObject;

beforeAll(async () => {
  document = (await test.server.get<OpenAPIObject>('/api/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, { responses: object; parameters?: { name: string }[] }>).map(
      ([method, { responses, parameters = [] }]) => ({
        call: `${method.toUpperCase()} ${path}`,
        parameters: parameters.map(({ name }) => name),
        responses: Object.entries(responses as Record<string, Described>),
      }),
    ),
  );
});

describe('the OpenAPI document', () => {
  it('says of every call what it answers when all goes well', () => {
    expect(operations.length).toBeGreaterThan(25);
    const bare = operations.filter(({ responses }) => {
      const good = responses.filter(([status]) => status.startsWith('2'));
      return (
        good.length !== 1 ||
        !good.every(
          ([status, { description, content }]) =>
            description && (status === '204' || Object.values(content ?? {}).some(isDescribed)),
        )
      );
    });
    expect(bare.map(({ call }) => call)).toEqual([]);
  });

  it('says of every call how it fails, as a problem document', () => {
    const bare = operations.filter(({ responses }) => {
      const problems = responses.filter(([status]) => !status.startsWith('2'));
      return (
        problems.length === 0 ||
        !problems.every(
          ([, { description, content }]) =>
            description &&
            content?.['application/problem+json']?.schema?.$ref === '#/components/schemas/Problem',
        )
      );
    });
    expect(bare.map(({ call }) => call)).toEqual([]);
  });

  it('names the problems that follow from what a call takes', () => {
    const statusesOf = (call: string): string[] =>
      operations.find((one) => one.call === call)!.responses.map(([status]) => status);
    expect(statusesOf('GET /api/runs/{id}')).toEqual(['200', '404', 'default']);
    expect(statusesOf('POST /api/leagues/{id}/runs')).toEqual(
      expect.arrayContaining(['202', '400', '401', '403', '404', '409', '413', '422', '429']),
    );
  });

  it('declares limit and cursor on every list that pages, and format where CSV comes', () => {
    const withParameter = (name: string): string[] =>
      operations
        .filter(({ parameters }) => parameters.includes(name))
        .map(({ call }) => call)
        .sort();
    const lists = [
      ...['GET /api/leagues', 'GET /api/leagues/{id}/runs', 'GET /api/runs/{id}/matches'],
      ...['GET /api/seasons', 'GET /api/submissions', 'GET /api/teams'],
    ];
    expect(withParameter('limit')).toEqual(lists);
    expect(withParameter('cursor')).toEqual(lists);
    expect(withParameter('format')).toEqual([
      'GET /api/leagues/{id}/leaderboard',
      'GET /api/matches/{id}/rounds',
      'GET /api/runs/{id}/matches',
    ]);
  });

  it('refers only to schemas that are there', () => {
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name!,
    );
    expect(names.filter((name) => !document.components?.schemas?.[name])).toEqual([]);
  });
});

describe('what the server answers', () => {
  const get = async (path: string): Promise<unknown> => (await test.server.get(path)).body;

  beforeAll(async () => {
    await test.server.team('sunny');
    await test.server.scenario({ 'tiny.json': JSON.stringify(TINY) });
    expect((await test.server.league(LEAGUE)).status).toBe(201);
    await test.server.post('/api/leagues/street/runs', {});
    await test.server.follow('street-1');
  });

  // Every answer of a server under test is compared with its description.
  it.each([
    ...['/api/health', '/api/ready', '/api/teams', '/api/submissions', '/api/scenarios', '/api/leagues'],
    ...['/api/own-scenarios/none/package', '/api/seasons/none'],
    ...['/api/leagues/street', '/api/leagues/street/runs', '/api/runs/street-1'],
    ...['/api/leagues/street/leaderboard?kind=agent', '/api/leagues/street/leaderboard?kind=dealer'],
    ...['/api/leagues/street/dealers', '/api/runs/street-1/matches', '/api/scenarios/blems-example'],
    ...['/api/submissions/reference-dealer-passive', '/api/leagues/nowhere', '/api/leagues?limit=0'],
  ])('is as it is described at %s', async (path) => {
    const body = await get(path);
    expect(Object.keys(body as object)).not.toEqual([]);
    if ('items' in (body as object)) expect((body as { items: unknown[] }).items).not.toEqual([]);
  });

  it('is described for a match with its rounds, its receipt and its replay', async () => {
    const { items } = (await get('/api/runs/street-1/matches')) as { items: { id: string }[] };
    const match = `/api/matches/${items[0]!.id}`;
    expect(await get(match)).toHaveProperty('report.outcome');
    expect(await get(`${match}/receipt`)).toHaveProperty('receipt.proof');
    expect(await get(`${match}/rounds`)).not.toEqual([]);
    const verdict = await test.server.send('POST', `${match}/verify`, test.server.adminToken);
    expect(verdict.body).toMatchObject({ identical: true });
  });

  it('would not pass with a member too many, too few, or of another type', async () => {
    const path = '/api/leagues/street/runs';
    const body = (await get(path)) as { items: { state: string }[] };
    const told = (change: object): readonly string[] =>
      complaints(document, { ...{ method: 'GET', path, status: 200 }, body: { ...body, ...change } });
    const entry = (change: object): object => ({ items: [{ ...body.items[0], ...change }] });
    expect(told({})).toEqual([]);
    expect(told({ more: 1 })).toHaveLength(1);
    expect(told(entry({ more: 1 }))).toHaveLength(1);
    expect(told(entry({ number: '1' }))).toHaveLength(1);
    expect(told(entry({ design: undefined }))).toHaveLength(1);
    expect(complaints(document, { ...{ method: 'GET', path, status: 418 }, body })).not.toEqual([]);
    expect(complaints(document, { ...{ method: 'PUT', path, status: 200 }, body })).not.toEqual([]);
  });
});

function isDescribed({ schema, example }: { schema?: object; example?: unknown }): boolean {
  return schema !== undefined || example !== undefined;
}
