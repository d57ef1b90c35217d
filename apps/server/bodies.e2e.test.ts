/** @short-form 1/3; each time: requests */
import { gzipSync } from 'node:zlib';
import { patience } from '#market/test/patience.js';
import { rawRequest, type RawAnswer } from './test/raw-request.js';
import { testServer } from './test/test-server.js';
import { dealt } from '#market/test/short-form.js';

const SECONDS = patience;
const MEGABYTE = 1_048_576;
/** What who sends slowly hears: nothing, that it is none, that it is late, one of too many, or that its head grew too long meanwhile. */
const SENT_AWAY = [0, 400, 408, 429, 431];

const test = testServer({ GRIDLEAGUE_REQUEST_SECONDS: String(SECONDS) });
let token = '';
beforeAll(async () => {
  await test.server.withoutShippedLeagues();
  token = await test.server.team('sunny');
});
afterEach(async () => {
  // On connections of their own: one that is kept may just be closed by the server.
  for (const path of ['/api/health', '/api/submissions']) {
    const { status } = await send([`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`]);
    expect([path, status]).toEqual([path, 200]);
  }
});

interface Head {
  readonly path?: string;
  readonly type?: string;
  readonly more?: readonly string[];
}

const head = ({
  path = '/api/submissions',
  type = 'multipart/form-data; boundary=x',
  more = [],
}: Head = {}): string =>
  [
    ...[`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, `Content-Type: ${type}`],
    ...[...more, '', ''],
  ].join('\r\n');

const field = (name: string, value: string, disposition = ''): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${disposition}\r\n\r\n${value}\r\n`;
const file = (source: string, name = 'mine.ts', more = ''): string =>
  `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n${more}\r\n${source}\r\n`;
const fields = (): string => field('kind', 'agent') + field('name', 'mine');
const END = '--x--\r\n';

/** With its length told, or in chunks of a megabyte. */
function* whole(body: string, isChunked = false, options: Head = {}): Generator<string> {
  if (!isChunked) {
    yield head({ ...options, more: [...(options.more ?? []), `Content-Length: ${Buffer.byteLength(body)}`] });
    for (let at = 0; at < body.length; at += MEGABYTE) yield body.slice(at, at + MEGABYTE);
    return;
  }
  yield head({ ...options, more: [...(options.more ?? []), 'Transfer-Encoding: chunked'] });
  for (let at = 0; at < body.length; at += MEGABYTE) {
    const chunk = body.slice(at, at + MEGABYTE);
    yield `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`;
  }
  yield '0\r\n\r\n';
}

const send = (pieces: Iterable<string | Buffer>): Promise<RawAnswer> => rawRequest(test.server.url, pieces);
const BIG = 'x'.repeat(50 * MEGABYTE);

describe('an upload', () => {
  it('is taken with a short preamble and epilogue, however the client writes it', async () => {
    const body = `preamble\r\n${fields()}${file('export default 1;')}${END}epilogue`;
    for (const isChunked of [false, true])
      expect(await send(whole(body, isChunked))).toMatchObject({ status: 202 });
  });

  it.each(
    dealt<readonly [string, () => string, number]>(
      [
        ['a preamble of 50 MB', () => `${BIG}\r\n${fields()}${file('x')}${END}`, 413],
        ['an epilogue of 50 MB', () => `${fields()}${file('x')}${END}${BIG}`, 413],
        ['a file of 50 MB', () => fields() + file(BIG) + END, 413],
        ['a file of one byte too much', () => fields() + file('x'.repeat(256 * 1024 + 1)) + END, 413],
        ['a field of 50 MB', () => field('kind', BIG) + END, 413],
        ['a header of 50 MB in a part', () => file('x', 'mine.ts', `X: ${BIG}\r\n`) + END, 413],
        ['200,000 headers in a part', () => file('x', 'mine.ts', 'a: b\r\n'.repeat(200_000)) + END, 413],
        ['20,000 headers in a part', () => file('x', 'mine.ts', 'a: b\r\n'.repeat(20_000)) + END, 400],
        ['3,000 parts', () => field('a', '').repeat(3000) + END, 400],
        ['10,000 empty parts', () => '--x\r\n\r\n'.repeat(10_000) + END, 400],
        ['10,000 boundaries', () => '--x\r\n'.repeat(10_000) + END, 400],
        ['two files', () => fields() + file('x') + file('y') + END, 400],
        ['no end', () => fields() + file('x'), 400],
        ['no part', () => END, 400],
        ['nothing', () => 'x', 400],
        ['a field that nobody knows', () => fields() + file('x') + field('more', '1') + END, 400],
        ['the field __proto__', () => fields() + file('x') + field('__proto__', '1') + END, 400],
        ['the field constructor', () => fields() + file('x') + field('constructor', '1') + END, 400],
        ['a text as its file', () => fields() + field('file', 'x') + END, 400],
        [
          'a file as its name',
          () => field('kind', 'agent') + field('name', 'x', '; filename="x"') + file('x') + END,
          400,
        ],
        ['a file called ../../x.ts', () => fields() + file('x', '../../x.ts') + END, 400],
        ['a file called with a line break', () => fields() + file('x', 'a%0D%0Ab.ts') + END, 400],
      ],
      6,
    ),
  )('with %s is refused', async (_, body, status) => {
    for (const isChunked of [false, true]) {
      const answer = await send(whole(body(), isChunked));
      // Who is still sending when the answer comes may not get to read it.
      // and on a busy machine 50 MB do not arrive in time.
      if (status === 413) expect([null, 408, 413]).toContain(answer.status);
      else expect(answer.status).toBe(status);
    }
  });

  it.each([
    ['no boundary', 'multipart/form-data'],
    ['an empty one', 'multipart/form-data; boundary='],
    ['one of 200 characters', `multipart/form-data; boundary=${'x'.repeat(200)}`],
    ['one of another kind', 'multipart/form-data; boundary="a b"'],
  ])('with %s is refused', async (_, type) => {
    expect(await send(whole(fields() + file('x') + END, false, { type }))).toMatchObject({ status: 400 });
  });
});

describe('a media type that a call does not take', () => {
  it.each([
    ...['/api/teams', '/api/leagues', '/api/submissions', '/api/leagues/demo/runs', '/api/runs/x/cancel'],
    ...['/api/matches/x/verify', '/api/nowhere'],
  ])('is refused by POST %s', async (path) => {
    for (const type of [
      'application/octet-stream',
      'nonsense',
      'application/x-www-form-urlencoded',
      'image/png',
      '',
    ]) {
      const answer = await send(whole('x=1', false, { path, type }));
      expect([type, answer.status]).toEqual([type, 415]);
      expect(answer.text).toContain('application/problem+json');
    }
  });

  it.each([
    ['/api/submissions', 'application/json'],
    ['/api/teams', 'application/yaml'],
    ['/api/teams', 'multipart/form-data; boundary=x'],
    ['/api/leagues', 'multipart/form-data; boundary=x'],
    ['/api/teams', 'text/plain'],
  ])('is one of another call: %s, %s', async (path, type) => {
    expect(await send(whole('{}', false, { path, type }))).toMatchObject({ status: 415 });
  });
});

describe('a body that lies', () => {
  const json = { path: '/api/teams', type: 'application/json' };

  it.each([
    ['is gzipped zeros', gzipSync(Buffer.alloc(20 * MEGABYTE)), 'gzip', 413],
    ['is not what it says', Buffer.from('hello'), 'gzip', 400],
    ['is packed nobody knows how', Buffer.from('hello'), 'lzma', 415],
  ])('%s', async (_, body, encoding, status) => {
    const more = [`Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`];
    expect(await send([head({ ...json, more }), body])).toMatchObject({ status });
  });

  it('about its length is waited for, but not for ever', async () => {
    expect(await send([head({ ...json, more: ['Content-Length: 1000'] }), '{"name":'])).toMatchObject({
      status: 408,
    });
  });

  it.each([
    ['a length that is none', ['Content-Length: -1']],
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3']],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked']],
    ['chunks that are none', ['Transfer-Encoding: chunked']],
  ])('with %s is refused', async (_, more) => {
    expect(await send([head({ ...json, more }), 'zz\r\n{}\r\n'])).toMatchObject({ status: 400 });
  });
});

describe('who sends slowly', () => {
  /** A piece now and then, for ever. */
  async function drip(first: string, piece: string): Promise<RawAnswer> {
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(test.server.url);
    return new Promise((done) => {
      const socket = connect(Number(port), hostname, () => socket.write(first));
      const timer = setInterval(() => socket.write(piece), 100);
      let text = '';
      socket.setEncoding('utf8').on('data', (data: string) => (text += data));
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(timer);
          done({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
        });
    });
  }

  it('is sent away', async () => {
    const ways: Record<string, [first: string, piece: string]> = {
      nothing: ['', ''],
      'a head without end': ['GET / HTTP/1.1\r\n', 'X: y\r\n'],
      'a head in letters': ['G', 'E'],
      'a body in letters': [head({ more: ['Content-Length: 100000'] }), 'x'],
      'a body in chunks of one letter': [head({ more: ['Transfer-Encoding: chunked'] }), '1\r\nx\r\n'],
      'a league in letters': [
        head({ path: '/api/leagues', type: 'application/yaml', more: ['Content-Length: 100000'] }),
        'a',
      ],
    };
    const ends = await Promise.all(
      Object.entries(ways).map(
        async ([name, [first, piece]]) => [name, (await drip(first, piece)).status] as const,
      ),
    );
    expect(ends.filter(([, status]) => !SENT_AWAY.includes(status!))).toEqual([]);
  });

  it('keeps nobody from being served: 300 at once', async () => {
    const slow = Array.from({ length: 300 }, () => drip(head({ more: ['Content-Length: 1000'] }), 'x'));
    expect((await test.server.get('/api/ready')).status).toBe(200);
    const ended = await Promise.all(slow);
    expect(ended.filter(({ status }) => !SENT_AWAY.includes(status!))).toEqual([]);
  });
});
