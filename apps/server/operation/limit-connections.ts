import type { Server } from 'node:http';
import { requestLimits } from '../limits/request-limits.js';

/** Who sends slowly, or not at all, is sent away (408). `requestSeconds`: for head and body together */
export function limitConnections(server: Server, requestSeconds: number): void {
  const milliseconds = requestSeconds * 1000;
  server.requestTimeout = milliseconds;
  server.headersTimeout = milliseconds;
  server.maxHeadersCount = requestLimits.headers;
  server.maxConnections = requestLimits.connections;
  // Node looks at all connections every so often; by itself only each half minute.
  Object.assign(server, { connectionsCheckingInterval: Math.min(milliseconds / 2, 5000) });
}
