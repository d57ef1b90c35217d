import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Turns } from '../operation/turns.js';
import { shareConnections } from './share-connections.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** For database, threads, and the channels to worker and chain processes. */
const OWN_DESCRIPTORS = 256;
const FEWEST_CONNECTIONS = 50;
/** Connections the process has room for: each takes a descriptor, and the file it is sent another one. */
export function mostConnections(descriptors: number): number {
  const room = Math.floor((descriptors - OWN_DESCRIPTORS) / 2);
  return Math.max(FEWEST_CONNECTIONS, Math.min(requestLimits.connections, room));
}

/** Files and connections this process may have open; infinite where the system does not say. */
export function descriptorLimit(): number {
  const { userLimits } = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: number | 'unlimited' } };
  };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Infinity;
}

export interface ConnectionLimits {
  /** for head and body together; who sends slowly, or not at all, is sent away (408) */
  readonly requestSeconds: number;
  readonly most: number;
  /** an address may have half of the connections, but not where all come from a proxy's */
  readonly isBehindProxy: boolean;
}

export function limitConnections(server: Server, turns: Turns, limits: ConnectionLimits): void {
  const milliseconds = limits.requestSeconds * 1000;
  server.requestTimeout = milliseconds;
  server.headersTimeout = milliseconds;
  server.maxHeadersCount = requestLimits.headers;
  // The last answer says that the connection closes.
  server.maxRequestsPerSocket = requestLimits.requestsOfConnection;
  cutFloods(server);
  // Node looks at all connections every so often; by itself only each half minute.
  Object.assign(server, { connectionsCheckingInterval: Math.min(milliseconds / 2, 5000) });
  sendAway(server, turns);
  shareConnections(server, limits.most, limits.isBehindProxy ? Infinity : Math.ceil(limits.most / 2));
}

/**
 * Node answers 503 to each request beyond the last of a connection, in its turn: what is sent ahead must be read before
 * anybody can say no. Who has sent as many again without reading the answers is cut off.
 */
function cutFloods(server: Server): void {
  const dropped = new WeakMap<object, number>();
  server.on('dropRequest', (_, socket) => {
    const times = (dropped.get(socket) ?? 0) + 1;
    dropped.set(socket, times);
    if (times > requestLimits.requestsOfConnection) socket.destroy();
  });
}

const STATUS_LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What nobody could read as a request gets the form of a problem all the same. */
function refusal(statusLine: string): string {
  const status = Number(statusLine.slice(0, 3));
  const body = JSON.stringify({
    ...{ type: 'urn:gridleague:problem:unreadable-request', title: statusLine.slice(4), status },
    detail:
      'the server could not read this as a request: its head or body is malformed, too long, or too slow',
  });
  const head = [
    ...[`HTTP/1.1 ${statusLine}`, 'Content-Type: application/problem+json', 'Connection: close'],
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

/** Connections that came to nothing are closed one a turn: many may do so together. */
function sendAway(server: Server, turns: Turns): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    socket.pause();
    turns.add('', () => {
      if (socket.destroyed) return false;
      const { _httpMessage: answer } = socket as { _httpMessage?: { readonly headersSent: boolean } | null };
      if (socket.writable && !answer?.headersSent)
        socket.write(refusal(STATUS_LINES[error.code ?? ''] ?? '400 Bad Request'));
      socket.destroy();
      return true;
    });
  });
}
