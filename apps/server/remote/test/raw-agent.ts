import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Handshake {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** from where */
  readonly localAddress?: string;
}

/** A socket that has asked to be a WebSocket, and the head of the answer; from then on whoever has it does what it likes, such as read nothing. */
export async function rawAgent({
  port,
  path,
  headers = {},
  localAddress = '127.0.0.1',
}: Handshake): Promise<{ socket: Socket; head: string }> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  const asked = {
    ...{ Host: `127.0.0.1:${port}`, Upgrade: 'websocket', Connection: 'Upgrade' },
    ...{ 'Sec-WebSocket-Key': randomBytes(16).toString('base64'), 'Sec-WebSocket-Version': '13' },
    ...headers,
  };
  const lines = Object.entries(asked).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const [data] = (await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [''])])) as [
    Buffer | string,
  ];
  socket.pause();
  return { socket, head: String(data).split('\r\n\r\n')[0]! };
}

/** A frame of a client: masked by zeros, so that its payload is itself. `said`: the length it says it has. */
export function frame(first: number, payload: Buffer, said = payload.length): Buffer {
  const isShort = said < 126;
  const head = Buffer.alloc(isShort ? 6 : 14);
  head[0] = first;
  head[1] = 0x80 | (isShort ? said : 127);
  if (!isShort) head.writeBigUInt64BE(BigInt(said), 2);
  return Buffer.concat([head, payload]);
}
