/** @short-form 1/6; each time: requests */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LOOP_LIMIT, secondsBusy } from './test/event-loop.js';
import { testServer } from './test/test-server.js';
import { dealt } from '#market/test/short-form.js';

const test = testServer({ GRIDLEAGUE_WORKERS: '1' });

const UPLOAD =
  'POST /api/submissions HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 278000\r\n\r\n';

const AGENT = [
  ...['GET /api/remote-agents/nobody HTTP/1.1', 'Host: x', 'Upgrade: websocket', 'Connection: Upgrade'],
  ...[
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    'Authorization: Bearer team_x',
  ],
  ...['', ''],
].join('\r\n');

const held = new Set<Socket>();

// The next case finds room for its connections.
afterEach(async () => {
  for (const socket of held) socket.destroy();
  held.clear();
  await got('/api/health');
});

/** Connections from two addresses: one may have half of all. */
async function opened(count: number): Promise<Socket[]> {
  const { port } = new URL(test.server.url);
  const sockets = Array.from({ length: count }, (_, i) => {
    const localAddress = process.platform === 'linux' ? `127.0.0.${1 + (i % 2)}` : '127.0.0.1';
    return connect({ port: Number(port), host: '127.0.0.1', localAddress });
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    held.add(socket);
  }
  return sockets;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((done) => socket.once('close', () => done()));
}

/** An answer, once those of the case before are gone: one address has half of the connections. */
async function got(path: string): ReturnType<typeof test.server.get> {
  for (;;) {
    const answer = await test.server.get(path).catch((error: unknown) => {
      // What fetch throws is of another realm.
      if ((error as Error).message !== 'fetch failed') throw error;
      return null;
    });
    if (answer) return answer;
  }
}

const busiest = (): Promise<number> => secondsBusy(got);

it.each(
  dealt(
    [
      ['900 uploads without a token that are never finished', UPLOAD],
      ['the same with a part of the body', `${UPLOAD}--x`],
      ['900 heads without an end', 'GET /api/hea'],
      ['900 remote agents of no team', AGENT],
      ['900 requests that are none', '\r\n\r\n\0nonsense\r\n\r\n'],
    ],
    2,
  ),
)('%s hold nobody up, neither when they come nor when they all go at once', async (_, words) => {
  for (const socket of await opened(100)) socket.end(words);
  await busiest();
  const sockets = await opened(900);
  for (const socket of sockets) socket.write(words);
  expect((await got('/api/health')).status).toBe(200);
  expect(await busiest()).toBeLessThan(LOOP_LIMIT);
  for (const socket of sockets) socket.destroy();
  expect((await got('/api/health')).status).toBe(200);
  expect(await busiest()).toBeLessThan(LOOP_LIMIT);
});

it('lets who is refused send the rest of its body: the answer is not cut off with the connection', async () => {
  const [socket] = await opened(1);
  const bytes = 1_000_000;
  const head = ['POST /api/scenarios HTTP/1.1', 'Host: x', 'Connection: close', `Content-Length: ${bytes}`];
  socket!.write([...head, 'Content-Type: multipart/form-data; boundary=x', '', ''].join('\r\n'));
  let text = '';
  socket!.setEncoding('utf8').on('data', (data: string) => (text += data));
  while (!text.includes('problem:token-needed')) await once(socket!, 'data');
  const over = once(socket!, 'close');
  socket!.end('x'.repeat(bytes));
  await over;
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

it('reads one scenario at a time, and refuses others unread', async () => {
  const head = (bytes: number): string =>
    [
      ...['POST /api/scenarios HTTP/1.1', 'Host: x', `Authorization: Bearer ${test.server.adminToken}`],
      ...['Content-Type: multipart/form-data; boundary=x', `Content-Length: ${bytes}`, '', ''],
    ].join('\r\n');
  const [first] = await opened(1);
  first!.write(`${head(60_000_000)}--x`);
  expect((await refused(409)).status).toBe(409);
  // One that is not sent yet is not waited for.
  const [second] = await opened(1);
  second!.write(head(60_000_000));
  let text = '';
  second!.setEncoding('utf8');
  while (!text.includes('problem:upload-on')) text += String((await once(second!, 'data'))[0]);
  expect(text).toMatch(/^HTTP\/1\.1 409 /);
  second!.destroy();
  first!.destroy();
  expect((await refused(400)).status).toBe(400);

  /** The answer to a form with nothing in it, once it has this status. */
  async function refused(wanted: number): ReturnType<typeof test.server.get> {
    for (;;) {
      const answer = await test.server.scenario({});
      if (answer.status === wanted) return answer;
    }
  }
});

it('says how it is before it answers those who came earlier and ask for much', async () => {
  const sockets = await opened(400);
  let answered = 0;
  const first = Promise.withResolvers<void>();
  const all = sockets.map((socket) => {
    socket.once('data', () => {
      answered++;
      first.resolve();
      socket.destroy();
    });
    socket.write('GET /docs/swagger-ui-init.js HTTP/1.1\r\nHost: x\r\n\r\n');
    return closed(socket);
  });
  await first.promise;
  for (const path of ['/api/health', '/api/ready']) {
    expect((await got(path)).status).toBe(200);
    expect(answered).toBeLessThan(350);
  }
  await Promise.all(all);
});

it('answers what comes in one piece on one connection, in order', async () => {
  const [socket] = await opened(1);
  let text = '';
  socket!.setEncoding('utf8').on('data', (data: string) => (text += data));
  const one = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  socket!.write(one('/api/nowhere') + one('/api/health').repeat(40) + one('/api/also-nowhere'));
  while (!text.includes('also-nowhere')) await once(socket!, 'data');
  socket!.destroy();
  const states = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
  expect(states).toEqual(['404', ...Array<string>(40).fill('200'), '404']);
});

it('closes the connection of who does not read', async () => {
  const [deaf] = await opened(1);
  deaf!.pause();
  deaf!.write('GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(99));
  const isClosed = closed(deaf!);
  // Without reading, it is noticed by writing; an empty line between requests means nothing.
  const timer = setInterval(() => deaf!.write('\r\n'), 200);
  await isClosed;
  clearInterval(timer);
});

it('gives one address no more than half of the connections, and others theirs', async () => {
  const { port } = new URL(test.server.url);
  const sockets = Array.from({ length: 1100 }, () => connect(Number(port), '127.0.0.1'));
  const ends = sockets.map((socket) =>
    once(
      socket.on('error', () => undefined),
      'close',
    ),
  );
  await Promise.any(ends);
  const elsewhere = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.3' });
  elsewhere.write('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n');
  const [answer] = (await once(elsewhere, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/);
  for (const socket of [elsewhere, ...sockets]) socket.destroy();
  await Promise.all(ends);
});

it('has a connection for an address that has none, though others have taken all', async () => {
  if (process.platform !== 'linux') return;
  const taken = await opened(2000);
  for (const socket of taken) socket.write('GET /api/hea');
  const { port } = new URL(test.server.url);
  const newcomer = connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.3' });
  held.add(newcomer);
  newcomer.write('GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const [answer] = (await once(newcomer, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 200/);
  expect(taken.filter((socket) => socket.destroyed).length).toBeLessThan(20);
});
