import type { Server } from 'node:http';

/** Beyond, new ones are dropped; each takes a file handle, and an event stream is one. */
const MOST_CONNECTIONS = 2000;
const MOST_HEADERS = 100;

/** Who sends slowly, or not at all, is sent away (408). `requestSeconds`: for head and body together */
export function limitConnections(server: Server, requestSeconds: number): void {
  const milliseconds = requestSeconds * 1000;
  server.requestTimeout = milliseconds;
  server.headersTimeout = milliseconds;
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  // Node looks at all connections every so often; by itself only each half minute.
  Object.assign(server, { connectionsCheckingInterval: Math.min(milliseconds / 2, 5000) });
}
