import { once } from 'node:events';
import { onceOrphaned, tellParent } from '#parent-process.js';
import { WebSocket } from 'ws';

// A program of its own: agents that ask for their best bundle at the announced prices and bid what it is worth to them.

/** A remote agent that the server knows. */
export interface Known {
  readonly name: string;
  readonly token: string;
}

/** What came of connecting them; `broke`: why one was not let in. */
export interface Connected {
  readonly broke: string | null;
}

interface Told {
  readonly match: string;
  readonly n: number;
  readonly call?: 'create' | 'bid' | 'settled';
  readonly view?: { readonly prices: readonly number[] };
  readonly value?: readonly Bundle[];
}

interface Bundle {
  readonly bundle: readonly number[];
  readonly value: number;
}

const AT_ONCE = 50;
let calls = 0;

process.on('message', (message: { url: string; known: readonly Known[] } | { calls: true }) => {
  if ('calls' in message) tellParent({ calls });
  else void connectAll(message.url, message.known).then((broke) => tellParent({ broke } satisfies Connected));
});

onceOrphaned(() => process.exit(0));

async function connectAll(url: string, known: readonly Known[]): Promise<string | null> {
  for (let first = 0; first < known.length; first += AT_ONCE) {
    const ends = await Promise.allSettled(
      known.slice(first, first + AT_ONCE).map((one, i) => connect(url, one, first + i)),
    );
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) return `after ${first} agents: ${String(failed.reason)}`;
  }
  return null;
}

async function connect(url: string, { name, token }: Known, index: number): Promise<void> {
  const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/remote-agents/${name}`, {
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  socket.on('message', (data: Buffer) => {
    const answer = answered(JSON.parse(data.toString('utf8')) as Told);
    if (answer) socket.send(JSON.stringify(answer));
  });
}

function answered({ match, n, call, view, value }: Told): object | null {
  if (call !== undefined) calls++;
  if (call === 'bid') return { match, n, tool: 'bestBundles', prices: view!.prices };
  if (value) return { match, n, orders: value.map((one) => ({ bundle: one.bundle, limit: one.value })) };
  return call === undefined ? null : { match, n, done: true };
}
