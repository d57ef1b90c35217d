/** @short-form 1/8 or none; each time: matches/verify */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ServerProcess } from '../../server/test/server-process.js';
import { gridleague, temporaryFolder, type Ended } from '../test/gridleague.js';
import { dealt } from '#market/test/short-form.js';

const LEAGUE = `
id: small
title: A small league
format: mixed
scenarios: [blems-example]
blocks: 1
matchSize: 2
entrants: [truthful, zero-intelligence]
roundCap: 12
limits: { milliseconds: 30000 }
`;
const MATCH = 'small-1-000001';

const folder = temporaryFolder();
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start(folder.path('data'));
  await server.league(LEAGUE);
  await server.post('/api/leagues/small/runs', {});
  await server.follow('small-1');
});
afterAll(() => server.stop());

/** Verifies through somebody in the middle who changes what the server says. */
async function throughLiar(
  what: string,
  lie: (path: string, body: Buffer) => Buffer | string,
): Promise<Ended> {
  const liar: Server = createServer((request, response) => {
    void fetch(`${server.url}${request.url!}`).then(async (honest) => {
      const body = Buffer.from(await honest.arrayBuffer());
      response.writeHead(honest.status, { 'content-type': honest.headers.get('content-type') ?? '' });
      response.end(lie(request.url!, body));
    });
  });
  await new Promise<void>((ready) => liar.listen(0, '127.0.0.1', ready));
  try {
    const { port } = liar.address() as AddressInfo;
    return await gridleague('verify', what, '--url', `http://127.0.0.1:${port}`);
  } finally {
    liar.close();
    liar.closeAllConnections();
  }
}

const inText =
  (part: string, from: RegExp, to: string) =>
  (path: string, body: Buffer): Buffer | string =>
    path.includes(part) ? body.toString('utf8').replace(from, to) : body;

const inBundle =
  (from: RegExp, to: string) =>
  (path: string, body: Buffer): Buffer =>
    path.includes('/bundle') ? gzipSync(gunzipSync(body).toString('utf8').replace(from, to)) : body;

it.each(
  dealt(
    [
      ['small-1', 2],
      [MATCH, 1],
    ] as const,
    1,
  ),
)('%s is replayed here and compared with all that the server shows', async (what, count) => {
  const { code, stdout } = await throughLiar(what, (_, body) => body);
  expect(stdout).toMatch(
    new RegExp(`^${count} of ${count} matches replayed identically\\n[\\s\\S]*\\nverified\\n$`),
  );
  expect(code).toBe(0);
});

describe('a server that lies is found out:', () => {
  it.each(
    dealt<[string, string, (path: string, body: Buffer) => Buffer | string, RegExp]>(
      [
        [
          'in the bundle',
          'small-1',
          inBundle(/"efficiency":[\d.]+/, '"efficiency":0.25'),
          /DIFFERENT: report\.efficiency/,
        ],
        ['in a hash of the bundle', 'small-1', inBundle(/"resultHash":"./, '"resultHash":"'), /resultHash/],
        ['on a board', 'small-1', inText('kind=agent', /"mean":[\d.]+/, '"mean":7'), /board of agents: rows/],
        [
          'on the board of dealers',
          'small-1',
          inText('kind=dealer', /"name":"passive"/, '"name":"mine"'),
          /board of dealers: rows/,
        ],
        [
          'in a list',
          'small-1',
          inText('/matches?', /"efficiency":[\d.]+/, '"efficiency":0.5'),
          /list of matches: efficiency/,
        ],
        [
          'in a shorter list',
          'small-1',
          inText('/matches?', /^.*$/s, '{"items":[],"next":null}'),
          /lists 0 of 2 matches/,
        ],
        [
          'with rows that are null',
          'small-1',
          inText('/matches?', /^.*$/s, '{"items":[null,null],"next":null}'),
          /list of matches: the row of small-1-000001/,
        ],
        [
          'with a board that is null',
          'small-1',
          inText('kind=agent', /^.*$/s, 'null'),
          /board of agents: .*is not what the matches give/,
        ],
        [
          'with a report that is a text',
          MATCH,
          inText(`/matches/${MATCH}`, /^.*$/s, '{"report":"x"}'),
          /server's report of/,
        ],
        [
          'in a list without end',
          'small-1',
          inText('/matches?', /"next":null/, '"next":"1"'),
          // The cursor is none that the server knows.
          /cursor/,
        ],
        [
          'in a report',
          MATCH,
          inText(`/matches/${MATCH}`, /"cost":-?[\d.]+/, '"cost":1'),
          /server's report of/,
        ],
        [
          'about the run',
          'small-1',
          (path, body) => inBundle(/"id":"small-1"/, '"id":"small-2"')(path, body),
          /small-2/,
        ],
        [
          'with something else than JSON',
          'small-1',
          inText('kind=agent', /^.*$/s, '<html>'),
          /the answer is not JSON/,
        ],
        [
          'with half a bundle',
          'small-1',
          (path, body) => (path.includes('/bundle') ? body.subarray(0, 999) : body),
          /cannot be read/,
        ],
      ],
      3,
    ),
  )('%s', async (_, what, lie, words) => {
    const { code, stdout, stderr } = await throughLiar(what, lie);
    expect(stdout + stderr).toMatch(words);
    expect(code).not.toBe(0);
  });
});
