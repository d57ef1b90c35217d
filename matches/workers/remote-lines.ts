import { randomUUID } from 'node:crypto';
import type { Partner, Received } from '#sandbox/elsewhere/partner.js';
import { isRecord } from '#sandbox/calls/reply-checks.js';
import type { FromWorker } from './protocol.js';
import { NEVER_HERE, type Heard } from './remote-exchange.port.js';
import { wallWaiting, type Waiting } from './waiting.js';

/** Remote agents, seen from a worker: its parent holds their connections. */
export class RemoteLines {
  private readonly lines = new Map<string, RemoteLine>();

  constructor(
    private readonly send: (message: FromWorker) => void,
    private readonly waiting: Waiting = wallWaiting,
  ) {}

  /** Whether a remote agent is being waited for. */
  get isAwaited(): boolean {
    return [...this.lines.values()].some(({ isAwaited }) => isAwaited);
  }

  /** A line to an agent (id of its submission). */
  open(agent: string): Partner {
    // Not to be guessed, and no part of any result.
    const name = randomUUID();
    const out: LineOut = {
      tell: (message) =>
        this.send({
          ...{ kind: 'line', line: name },
          order: {
            kind: 'tell',
            message: { text: JSON.stringify({ match: name, ...message }), isCall: 'call' in message },
          },
        }),
      close: () => {
        this.lines.delete(name);
        this.send({ kind: 'line', line: name, order: { kind: 'close' } });
      },
    };
    const line = new RemoteLine(out, this.waiting);
    this.lines.set(name, line);
    this.send({ kind: 'line', line: name, order: { kind: 'open', agent } });
    return line;
  }

  receive(line: string, heard: Heard): void {
    this.lines.get(line)?.hear(heard);
  }
}

interface LineOut {
  tell(message: object): void;
  close(): void;
}

/** One line; whatever happens on it, nobody waits longer than was said. */
class RemoteLine implements Partner {
  private readonly unread: Received[] = [];
  private wake: () => void = () => undefined;
  /** why it is not there now */
  private away: string | null = NEVER_HERE;
  private wasHere = false;
  private ended: Received | null = null;
  isAwaited = false;

  constructor(
    private readonly out: LineOut,
    private readonly waiting: Waiting,
  ) {}

  send(message: object): void {
    this.out.tell(message);
  }

  async receive(milliseconds: number): Promise<Received> {
    this.isAwaited = true;
    try {
      return await this.next(milliseconds);
    } finally {
      this.isAwaited = false;
    }
  }

  async close(): Promise<void> {
    this.out.close();
  }

  async kill(): Promise<void> {
    this.out.close();
  }

  hear(heard: Heard): void {
    switch (heard.kind) {
      case 'here':
        this.away = null;
        if (!this.wasHere) this.unread.push({ status: 'read', value: { ready: {} } });
        this.wasHere = true;
        break;
      case 'away':
        this.away = heard.reason;
        return;
      case 'said':
        this.unread.push(readSaid(heard.text));
        break;
      case 'garbage':
        this.unread.push({ status: 'garbage', reason: heard.reason });
        break;
      case 'ended':
        this.ended = disconnected(heard.reason);
    }
    this.wake();
  }

  private async next(milliseconds: number): Promise<Received> {
    const deadline = this.waiting.now() + milliseconds;
    for (;;) {
      const said = this.unread.shift() ?? this.ended;
      if (said) return said;
      const left = deadline - this.waiting.now();
      if (left <= 0) return this.away === null ? { status: 'late' } : disconnected(this.away);
      await this.news(left);
    }
  }

  private news(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.waiting.after(milliseconds, resolve);
      this.wake = () => {
        callOff();
        resolve();
      };
    });
  }
}

/** Whoever holds the connection has read it as JSON. */
function readSaid(text: string): Received {
  const value: unknown = JSON.parse(text);
  // Its program was started anew.
  if (isRecord(value) && value.unknown === true)
    return disconnected('what answers for it now knows nothing of the match');
  return { status: 'read', value };
}

function disconnected(reason: string): Received {
  return { status: 'ended', kind: 'disconnected', reason };
}
