/** @short-form 1/5; each time: matches/verify/honest-bundles.test.ts */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gridleague, type Ended } from '../test/gridleague.js';

/** Runs a verb against a server that answers everything like this. */
async function against(
  answer: (response: ServerResponse, path: string) => void,
  ...args: string[]
): Promise<Ended> {
  const server: Server = createServer((request, response) => answer(response, request.url!));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    const { port } = server.address() as AddressInfo;
    return await gridleague(...args, '--url', `http://127.0.0.1:${port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const json =
  (status: number, body: unknown) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

/** An error whose document never ends. */
function endless(response: ServerResponse): void {
  response.writeHead(404);
  const more = (): void => {
    while (!response.destroyed && response.write('a'.repeat(1 << 16)));
  };
  response.on('drain', more);
  more();
}

const lines = ({ stdout, stderr }: Ended): string[] =>
  `${stdout}${stderr}`.split('\n').filter((line) => line !== '');

it('an error without end is read up to a limit', async () => {
  const ended = await against(endless, 'verify', 'small-1');
  expect([ended.code, lines(ended)]).toEqual([2, [expect.stringMatching(/longer than 65536 characters/)]]);
});

it.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\n\n'])(
  'a line break %j in an error begins no line',
  async (end) => {
    const ended = await against(
      json(404, { title: `gone${end}verified`, detail: `x${end}verified`, field: `y${end}verified` }),
      'verify',
      'small-1',
    );
    expect(ended.code).toBe(2);
    expect(lines(ended)).toEqual([
      expect.stringMatching(/^gridleague: gone verified: y verified: x verified$/),
    ]);
  },
);

it.each([
  ['null', null],
  ['a list', []],
  ['a text', 'x'],
  ['texts that are none', { title: 7, detail: { a: 1 }, field: [] }],
])('an error that is %s has its status', async (_, document) => {
  const ended = await against(json(404, document), 'verify', 'small-1');
  expect([ended.code, lines(ended)]).toEqual([2, ['gridleague: status 404']]);
});

it.each([
  ['a run', ['verify', 'small-1']],
  ['a match', ['verify', 'small-1-000001']],
  ['a board', ['leaderboard', 'small']],
])('null in place of %s is named in one line', async (_, args) => {
  for (const body of [null, [], 7, 'x']) {
    const ended = await against(json(200, body), ...args);
    expect([ended.code, lines(ended)]).toEqual([2, [expect.stringMatching(/is no answer of GridLeague/)]]);
  }
});
