import type { Writable } from 'node:stream';

/** What the server uses of Express's request. */
export interface HttpRequest {
  id: string;
  readonly method: string;
  readonly path: string;
  /** with the query, before any router took a part of it */
  readonly originalUrl: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly ip?: string;
  /** with the port; a proxy's word where it is believed */
  readonly host?: string;
  /** over TLS, likewise */
  readonly secure?: boolean;
}

/** What the server uses of Express's response. */
export interface HttpResponse extends Writable {
  readonly headersSent: boolean;
  readonly statusCode: number;
  status(code: number): this;
  type(mediaType: string): this;
  setHeader(name: string, value: string): this;
  send(body: string | Buffer): this;
  /** A file, with ETag and ranges. */
  sendFile(
    path: string,
    options: { dotfiles: 'allow'; cacheControl: false },
    done: (error?: Error) => void,
  ): void;
}
