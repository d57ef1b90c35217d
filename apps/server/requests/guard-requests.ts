import { randomUUID } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import type { Logger } from '#database/fleet/logger.js';
import type { Tally } from '../operation/tally.js';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Nothing to other sites; without any, browsers would not say either that forms are sent from here.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const STRICT =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** The page of the API documentation brings its own scripts, from this server. */
const DOCUMENTATION =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Gives every request an id, every answer its security headers, and the log a line for each write and failure. */
export function guardRequests(
  logger: Logger,
  tally: Tally,
): (request: HttpRequest, response: HttpResponse, next: () => void) => void {
  return (request, response, next) => {
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', request.path.startsWith('/docs') ? DOCUMENTATION : STRICT);
    response.on('finish', () => {
      const { statusCode: status } = response;
      tally.add('gridleague_http_requests_total', {
        method: request.method,
        status: `${Math.floor(status / 100)}xx`,
      });
      if (request.method !== 'GET' && request.method !== 'HEAD')
        logger.info('request', {
          request: request.id,
          method: request.method,
          path: request.originalUrl.split('?')[0],
          status,
        });
    });
    next();
  };
}
