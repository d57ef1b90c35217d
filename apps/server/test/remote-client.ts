import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { frame } from '../remote/test/raw-agent.js';
import type { ServerProcess } from './server-process.js';

/** What a server tells an agent. */
export interface Told {
  readonly match: string;
  readonly n?: number;
  readonly call?: 'create' | 'bid' | 'settled' | 'remember';
  readonly seat?: number;
  readonly view?: { readonly prices: readonly number[]; readonly cash: number };
  readonly over?: true;
  readonly value?: unknown;
  readonly refused?: string;
}

/** Says what is to be sent, or does what it wants with the connection. */
export type Behaviour = (told: Told, client: RemoteClient) => void;

/** A remote agent by hand: whatever a program could do. */
export class RemoteClient {
  private constructor(
    readonly socket: WebSocket,
    readonly heard: Told[],
    readonly closed: Promise<number>,
  ) {}

  static async connect(
    { url }: ServerProcess,
    name: string,
    token: string,
    behaviour: Behaviour,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RemoteClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/remote-agents/${name}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      // Reading such a one is our own affair.
      maxPayload: 0,
    });
    const client = RemoteClient.over(socket, behaviour);
    await new Promise<void>((done, failed) => {
      socket.once('open', done);
      socket.once('unexpected-response', (_, answer) => failed(new Error(`${answer.statusCode}`)));
      socket.once('error', failed);
    });
    return client;
  }

  /** On a socket that is about to open. */
  static over(socket: WebSocket, behaviour: Behaviour): RemoteClient {
    const heard: Told[] = [];
    const closed = new Promise<number>((done) => socket.once('close', done));
    const client = new RemoteClient(socket, heard, closed);
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const told = JSON.parse((data as Buffer).toString('utf8')) as Told;
      heard.push(told);
      behaviour(told, client);
    });
    return client;
  }

  /** Begins a message of so many bytes: the head of its frame, which says how long it is, and nothing of what follows. */
  announce(bytes: number): void {
    const { _socket } = this.socket as unknown as { readonly _socket: Socket };
    _socket.write(frame(0x81, Buffer.alloc(0), bytes));
  }

  say({ match, n }: Told, said: object): void {
    this.socket.send(JSON.stringify({ match, n, ...said }));
  }
}

/** Answers every call, and orders nothing. */
export const silent: Behaviour = (told, client) => {
  if (told.call === 'bid') client.say(told, { orders: [] });
  else if (told.call !== undefined) client.say(told, { done: true });
};

/** Answers all but what `odd` takes upon itself. */
export function except(odd: (told: Told, client: RemoteClient) => boolean): Behaviour {
  return (told, client) => {
    if (!odd(told, client)) silent(told, client);
  };
}

/** Registers a remote agent; the id of its submission. */
export async function registered(server: ServerProcess, name: string, token: string): Promise<string> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind: 'agent', name, remote: 'yes' })) form.set(field, value);
  const { status, text, body } = await server.send<{ id: string }>('POST', '/api/submissions', token, form);
  if (status >= 400) throw new Error(`${name} was not registered: ${text}`);
  return body.id;
}
