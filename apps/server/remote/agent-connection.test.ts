import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import type { WebSocket } from 'ws';
import { agentSockets } from './accept-agents.js';
import { AgentConnection } from './agent-connection.js';
import { frame, rawAgent } from './test/raw-agent.js';

/** A connection as the door makes it, and the bare socket at its other end. */
interface Pair {
  readonly connection: AgentConnection;
  readonly socket: WebSocket;
  readonly agent: Socket;
  readonly gone: string[];
  readonly garbage: string[];
}

let server: Server;
const waiting: ((socket: WebSocket, stream: Duplex) => void)[] = [];
beforeAll(async () => {
  const sockets = agentSockets();
  server = createServer().on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (connected) => waiting.shift()!(connected, socket)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

async function pair(headers: Readonly<Record<string, string>> = {}): Promise<Pair & { head: string }> {
  const { port } = server.address() as AddressInfo;
  const connected = new Promise<[WebSocket, Duplex]>((done) => waiting.push((...both) => done(both)));
  const { socket: agent, head } = await rawAgent({ port, path: '/', headers });
  const [gone, garbage]: [string[], string[]] = [[], []];
  const [socket, stream] = await connected;
  const connection = new AgentConnection(socket, stream, {
    said: () => undefined,
    garbage: (reason) => garbage.push(reason),
    gone: (reason) => gone.push(reason),
  });
  return { connection, socket, agent, gone, garbage, head };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextTurn();
}

const MEGABYTE = 1024 * 1024;

it('an agent that never reads is cut off, with little more held for it than may be', async () => {
  const { connection, socket, agent, gone } = await pair();
  const text = 'x'.repeat(MEGABYTE);
  let told = 0;
  let most = 0;
  while (gone.length === 0 && told < 500) {
    connection.tell(text);
    most = Math.max(most, socket.bufferedAmount);
    told++;
    await nextTurn();
  }
  expect(gone).toEqual(['it does not read what it is sent']);
  expect(most).toBeLessThan(34 * MEGABYTE);
  expect(socket.readyState).not.toBe(socket.OPEN);
  agent.destroy();
});

it('an agent that reads slowly, but reads, stays', async () => {
  const { connection, agent, gone } = await pair();
  let bytes = 0;
  for (let told = 0; told < 100; told++) {
    connection.tell('x'.repeat(MEGABYTE));
    agent.resume();
    agent.on('data', (data: Buffer) => (bytes += data.length));
    await until(() => bytes >= told * MEGABYTE);
    agent.removeAllListeners('data').pause();
  }
  expect(gone).toEqual([]);
  agent.destroy();
});

it('an agent whose machine is gone without a word is noticed at the second look', async () => {
  const { connection, socket, agent, gone } = await pair();
  connection.look();
  expect(gone).toEqual([]);
  connection.look();
  expect(gone).toEqual(['it does not answer any more']);
  await until(() => socket.readyState === socket.CLOSED);
  agent.destroy();
});

it('one that gives way and says no goodbye is closed all the same', async () => {
  const { connection, socket, agent } = await pair();
  connection.replace();
  await until(() => socket.readyState === socket.CLOSED);
  agent.destroy();
});

it('compression is agreed on with nobody', async () => {
  const { head, agent } = await pair({ 'Sec-WebSocket-Extensions': 'permessage-deflate' });
  expect(head).toMatch(/^HTTP\/1\.1 101 /);
  expect(head.toLowerCase()).not.toContain('extensions');
  agent.destroy();
});

const bomb = deflateRawSync(Buffer.alloc(200 * MEGABYTE), { level: 9 });
const frames: [string, Buffer, RegExp][] = [
  ['a frame that says it is compressed', frame(0xc1, bomb), /broke/],
  ['a frame of 2^62 bytes', frame(0x81, Buffer.alloc(0), 2 ** 62), /more than 1048576 bytes|broke/],
  [
    'a text of a byte more than may be',
    frame(0x81, Buffer.alloc(MEGABYTE + 1, 0x20)),
    /more than 1048576 bytes/,
  ],
  [
    'a text without an end',
    Buffer.concat([frame(0x01, Buffer.alloc(MEGABYTE)), frame(0x00, Buffer.alloc(1))]),
    /./,
  ],
  [
    'a text of pieces of a byte without end',
    Buffer.concat([
      frame(0x01, Buffer.alloc(1)),
      ...Array<Buffer>(10_000).fill(frame(0x00, Buffer.alloc(1))),
    ]),
    /broke/,
  ],
  [
    'a text of empty pieces without end',
    Buffer.concat([
      frame(0x01, Buffer.alloc(1)),
      ...Array<Buffer>(400_000).fill(frame(0x00, Buffer.alloc(0))),
    ]),
    /no message/,
  ],
  ['a large ping', frame(0x89, Buffer.alloc(200)), /broke/],
  ['a piece that begins nothing', frame(0x80, Buffer.alloc(1)), /broke/],
  ['a frame of no kind', frame(0x8b, Buffer.alloc(1)), /broke/],
  ['no UTF-8', frame(0x81, Buffer.from([0xff])), /broke/],
  ['a frame without a mask', Buffer.from([0x81, 1, 0x20]), /broke/],
  ['pings without end', Buffer.concat(Array<Buffer>(5000).fill(frame(0x89, Buffer.alloc(100)))), /pings/],
];
it.each(frames)('%s ends the connection, and nothing else', async (_, bytes, words) => {
  const { connection, socket, agent, gone, garbage } = await pair();
  connection.tell('{}');
  const before = process.memoryUsage().rss;
  agent.write(bytes);
  await until(() => gone.length + garbage.length > 0);
  expect([...garbage, ...gone].join(' ')).toMatch(words);
  // It says goodbye, so that nobody waits for that.
  agent.resume();
  await until(() => socket.readyState === socket.CLOSED);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);
  agent.destroy();
});
