import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { addressBlock } from './address-block.js';
import { goneOf, type ClosingAnswer } from './once-closed.js';
import type { Turns } from './turns.js';

/** Answered whatever else waits: those who watch the server must see how it is. */
const PROBE = /^\/api\/(health|ready|metrics)\/?(\?|$)/i;

interface Asked {
  readonly caller: string;
  /** to what changes nothing */
  readonly response: ClosingAnswer | undefined;
  gone?: AbortSignal;
}

const requests = new AsyncLocalStorage<Asked>();

/** The block of the address whose request is being served; undefined: the server does something by itself. */
export function currentCaller(): string | undefined {
  return requests.getStore()?.caller;
}

/** Aborted when whoever asked to see something has left; undefined: it was asked to do something, or nobody asked. */
export function currentReader(): AbortSignal | undefined {
  const asked = requests.getStore();
  return asked?.response && (asked.gone ??= goneOf(asked.response));
}

/** Runs what is done for a request; `response`: to one that changes nothing. */
export function forCaller<T>(caller: string, work: () => T, response?: ClosingAnswer): T {
  return requests.run({ caller, response }, work);
}

/** Runs what is done once for all who may ask: it counts in nobody's share. */
export function forAll<T>(work: () => T): T {
  return requests.exit(work);
}

/** The block of the address that sends, as `proxies` proxies in front of the server tell it. */
export function callerOf({ socket, headers }: IncomingMessage, proxies: number): string {
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
  const hops = [socket.remoteAddress ?? '', ...told.map((one) => one.trim()).filter((one) => one !== '')];
  return addressBlock(hops[Math.min(proxies, hops.length - 1)]);
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Lets requests take turns before anything else is done for them; those whose senders left are dropped. */
export function takeTurns(server: Server, turns: Turns, proxies: number): void {
  const [serve] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('connection', () => turns.arrived());
  server.on('request', (request, response) => {
    const caller = callerOf(request, proxies);
    const wait = (): void =>
      turns.add(
        caller,
        () => {
          if (request.socket.destroyed) return false;
          forCaller(caller, () => serve!(request, response), isReading(request) ? response : undefined);
          return true;
        },
        PROBE.test(request.url ?? '') ? 'probes' : 'others',
      );
    // One that came behind another on the same connection waits for its answer.
    if (response.socket) wait();
    else response.once('socket', wait);
  });
}
