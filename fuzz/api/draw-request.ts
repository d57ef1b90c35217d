import type { Rng } from '#market/rng.js';
import { tokens, type ApiRequest, type Recipe } from './api-case.js';
import { drawBody } from './draw-body.js';
import type { Operation } from './openapi-document.js';
import { chance, oneOf } from '../draw.js';
import { nasty, recipeOf } from './nasty-texts.js';

/** Ids of things that there are; `$` stands for one that the server has drawn. */
const KNOWN_IDS = [
  ...['small', 'demo', 'nightly', 'self-play', 'dealers', 'small-1', 'small-1-000001', 'small-1-000002'],
  ...['fuzzed', 'fuzzed-1', 'fuzzed-1-000001', '$submission', 'reference-agent-truthful', 'demo-street'],
];

/** A call with everything about it drawn: mostly plausible in most of its parts, so that it gets far. */
export function drawRequest(rng: Rng, operations: readonly Operation[]): ApiRequest {
  const operation = oneOf(rng, operations);
  const { method, path, queries, mediaTypes } = operation;
  const drawn = chance(rng, 0.85)
    ? oneOf(rng, [...mediaTypes, ...(mediaTypes.length === 0 ? ['application/json'] : [])])
    : oneOf(rng, OTHER_TYPES);
  const takesBody = method !== 'GET' && method !== 'DELETE';
  const type = takesBody && chance(rng, mediaTypes.length > 0 ? 0.95 : 0.3) ? drawn : null;
  return {
    ...{ method, path },
    ids: Object.fromEntries(operation.ids.map((name) => [name, drawId(rng)])),
    query: drawQuery(rng, queries),
    token: oneOf(rng, tokens),
    type,
    body: type === null ? null : drawBody(rng, operation, type),
  };
}

const OTHER_TYPES = [
  ...['application/json', 'application/yaml', 'text/plain', 'multipart/form-data; boundary=x'],
  ...['multipart/form-data', 'application/octet-stream', 'application/x-www-form-urlencoded', 'nonsense'],
  ...['application/json; charset=utf-16', 'application/json; charset=nonsense', 'text/html', ''],
];

function drawId(rng: Rng): string {
  return chance(rng, 0.8) ? oneOf(rng, KNOWN_IDS) : nasty(rng, 300);
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  limit: ['1', '100', '500', '0', '501', '-1', '1e2', '1.5', 'NaN', '0x10', ''],
  cursor: ['', 'MQ', 'OTk5OTk5OTk5OTk5OTk5OTk5OTk', 'MS41', 'LTE', 'c21hbGw', '=', '%'],
  format: ['json', 'csv', 'xml', 'CSV'],
  kind: ['agent', 'dealer', 'both'],
  run: ['latest', 'small-1', 'demo-1', 'none'],
  weights: ['cost:1', 'welfare:2,cost:1,convergence:0', 'cost:0', 'cost:1e9', 'luck:1', 'cost:1,cost:1', ','],
};

function drawQuery(rng: Rng, queries: readonly string[]): (readonly [string, Recipe])[] {
  const drawn: (readonly [string, Recipe])[] = [];
  for (const name of queries) if (chance(rng, 0.5)) drawn.push([name, drawValue(rng, name)]);
  while (chance(rng, 0.15)) {
    const name = oneOf(rng, [
      ...Object.keys(VALUES),
      '__proto__',
      'constructor',
      'a[b]',
      'a[]',
      nasty(rng, 20),
    ]);
    drawn.push([name, drawValue(rng, name)]);
  }
  return drawn;
}

function drawValue(rng: Rng, name: string): Recipe {
  const usual = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  if (usual && chance(rng, 0.7)) return recipeOf(oneOf(rng, usual));
  if (chance(rng, 0.3)) return { text: nasty(rng, 4), times: 1 + Math.floor(rng.next() * 3000), tail: '' };
  return recipeOf(nasty(rng, 300));
}
