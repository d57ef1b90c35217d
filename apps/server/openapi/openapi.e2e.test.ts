import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { testServer } from '../test/test-server.js';
import { schemas, type SchemaName } from './schemas.js';

const LEAGUE = `
id: street
title: Street
format: dealer-comparison
scenarios: [blems-example]
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
      ...['GET /api/submissions', 'GET /api/teams'],
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
  beforeAll(async () => {
    await test.server.team('sunny');
    expect((await test.server.league(LEAGUE)).status).toBe(201);
    await test.server.post('/api/leagues/street/runs', {});
    await test.server.follow('street-1');
  });

  it.each([
    ['League', '/api/leagues/street'],
    ['Run', '/api/runs/street-1'],
    ['Board', '/api/leagues/street/leaderboard?kind=agent'],
    ['Board', '/api/leagues/street/leaderboard?kind=dealer'],
    ['DealerEffects', '/api/leagues/street/dealers'],
    ['ScenarioSize', '/api/scenarios/blems-example'],
    ['Submission', '/api/submissions/reference-dealer-passive'],
    ['Problem', '/api/leagues/nowhere'],
    ['Problem', '/api/leagues?limit=0'],
  ] as const)('is a %s as it is described at %s', async (name, path) => {
    expect(complaints(name, (await test.server.get(path)).body)).toEqual([]);
  });

  it('is described for lists, and for a match with its rounds and receipt', async () => {
    for (const [name, path] of [
      ['Team', '/api/teams'],
      ['League', '/api/leagues'],
      ['Submission', '/api/submissions'],
      ['Scenario', '/api/scenarios'],
      ['Run', '/api/leagues/street/runs'],
      ['MatchRow', '/api/runs/street-1/matches'],
    ] as const) {
      const { items } = (await test.server.get<{ items: unknown[] }>(path)).body;
      expect(items.length).toBeGreaterThan(0);
      expect(items.flatMap((item) => complaints(name, item))).toEqual([]);
    }
    const { items } = (await test.server.get<{ items: { id: string }[] }>('/api/runs/street-1/matches')).body;
    const match = `/api/matches/${items[0]!.id}`;
    expect(complaints('Match', (await test.server.get(match)).body)).toEqual([]);
    expect(complaints('MatchReceipt', (await test.server.get(`${match}/receipt`)).body)).toEqual([]);
    const verdict = await test.server.send('POST', `${match}/verify`, test.server.adminToken);
    expect(complaints('MatchComparison', verdict.body)).toEqual([]);
    const rounds = (await test.server.get<unknown[]>(`${match}/rounds`)).body;
    expect(rounds.flatMap((round) => complaints('Round', round))).toEqual([]);
  });
});

function isDescribed({ schema, example }: { schema?: object; example?: unknown }): boolean {
  return schema !== undefined || example !== undefined;
}

function complaints(name: SchemaName, value: unknown): unknown[] {
  return (schemas[name] as z.ZodType).safeParse(value).error?.issues ?? [];
}
