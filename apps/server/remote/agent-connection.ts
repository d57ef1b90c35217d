import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { isRecord } from '#sandbox/calls/reply-checks.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** What comes of what an agent sends. */
export interface ConnectionListener {
  /** a message; `match`: the line it belongs to; `isAnswer`: it asks for nothing */
  said(match: string, text: string, isAnswer: boolean): void;
  /** something that is no message of any line */
  garbage(reason: string): void;
  gone(reason: string): void;
}

/** Codes of RFC 6455 with which a connection is closed. */
const CLOSE = { normal: 1000, unsupported: 1003, replaced: 4000 } as const;
/** Bytes between two messages of it: pieces of nothing are no message, however many come. */
const MOST_BETWEEN = 2 * requestLimits.remoteMessage;

/**
 * A remote agent's connection. It may send one message for each that it was sent, so that nothing it does has more to be read than was
 * asked for.
 */
export class AgentConnection {
  private credit = 0;
  private pings = 0;
  private bytes = 0;
  private isAlive = true;
  private reason: string | null = null;

  constructor(
    private readonly socket: WebSocket,
    /** what it runs over */
    stream: Duplex,
    private readonly listener: ConnectionListener,
  ) {
    stream.on('data', (piece: Buffer) => this.weigh(piece.length));
    socket.on('message', (data, isBinary) => this.hear(data, isBinary));
    socket.on('ping', () => this.ping());
    socket.on('pong', () => (this.isAlive = true));
    // Too large, malformed, or broken: it closes by itself.
    socket.on('error', (error: NodeJS.ErrnoException) => this.broke(error));
    socket.on('close', () => this.end('the connection was closed'));
  }

  tell(text: string): void {
    if (this.socket.bufferedAmount > requestLimits.remoteHeld)
      return this.drop('it does not read what it is sent');
    this.credit++;
    this.pings = 0;
    this.socket.send(text);
  }

  /** Another one of the same agent has come. */
  replace(): void {
    this.close(CLOSE.replaced, 'another connection of the same agent took its place');
  }

  close(code: number = CLOSE.normal, reason = 'the server stops'): void {
    this.end(reason);
    this.socket.close(code, reason);
  }

  /** Asks whether somebody is there; whoever has not answered the last time is gone. */
  look(): void {
    if (!this.isAlive) return this.drop('it does not answer any more');
    this.isAlive = false;
    this.socket.ping();
  }

  private weigh(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > MOST_BETWEEN && this.reason === null) this.drop('it sends what is no message');
  }

  private hear(data: RawData, isBinary: boolean): void {
    this.bytes = 0;
    if (this.reason !== null) return;
    if (isBinary) return this.refuse('sent binary data: a message is text', CLOSE.unsupported);
    if (--this.credit < 0) return this.drop('it sent more than it was asked for');
    // A string: `ws` gives a Buffer for each message, of one piece or several.
    const text = (data as Buffer).toString('utf8');
    const message = parsed(text);
    if (message === undefined) return this.listener.garbage('sent a message that is no JSON object');
    const { match } = message;
    if (typeof match !== 'string' || match.length > requestLimits.remoteMatch)
      return this.listener.garbage('sent a message without `match`');
    this.listener.said(match, text, !('tool' in message));
  }

  private ping(): void {
    if (++this.pings > requestLimits.remotePings) return this.drop('it sends pings only');
    this.socket.pong();
  }

  private broke({ code, message }: NodeJS.ErrnoException): void {
    if (code !== 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return this.end(`the connection broke: ${message}`);
    this.listener.garbage(`sent a message of more than ${requestLimits.remoteMessage} bytes`);
  }

  private refuse(reason: string, code: number): void {
    this.listener.garbage(reason);
    this.close(code, reason);
  }

  /** Without a word more: whoever floods, or does not listen, is not read any longer. */
  private drop(reason: string): void {
    this.end(reason);
    this.socket.terminate();
  }

  private end(reason: string): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.listener.gone(reason);
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
