import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { WebSocket } from 'ws';
import type { Duplex } from 'node:stream';
import {
  NEVER_HERE,
  type Heard,
  type RemoteEnd,
  type RemoteExchange,
  type AgentMessage,
} from '#matches/workers/remote-exchange.port.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { AgentConnection } from './agent-connection.js';

const LOOK_MILLISECONDS = 15_000;

/** A line that a match holds to an agent. */
interface Line {
  readonly hear: (heard: Heard) => void;
  /** what it was asked and has not answered; `offers`: how often it was sent */
  call: { readonly text: string; offers: number } | null;
}

interface Agent {
  connection: AgentConnection | null;
  /** why it is not connected */
  away: string;
  readonly lines: Map<string, Line>;
}

/**
 * The remote agents that are connected to this server, and the lines that matches hold to them. A line outlives its connection: who comes
 * back is asked again what it has not answered.
 */
@Injectable()
export class RemoteAgents implements RemoteExchange, OnModuleDestroy {
  private readonly agents = new Map<string, Agent>();
  private readonly looking = setInterval(() => this.look(), LOOK_MILLISECONDS).unref();

  open(id: string, name: string, hear: (heard: Heard) => void): RemoteEnd {
    const agent = this.agent(id);
    const line: Line = { hear, call: null };
    agent.lines.set(name, line);
    hear(agent.connection ? { kind: 'here' } : { kind: 'away', reason: agent.away });
    return {
      tell: (message) => this.tell(agent, line, message),
      close: () => {
        agent.lines.delete(name);
        agent.connection?.tell(over(name));
        this.forget(id, agent);
      },
    };
  }

  /** An agent (id of its submission) has connected; one that was connected gives way. */
  enter(id: string, socket: WebSocket, stream: Duplex): void {
    const agent = this.agent(id);
    const connection = new AgentConnection(socket, stream, {
      said: (match, text, isAnswer) => {
        // A line that is over has nobody who listens; whoever asks something must not wait for ever.
        const line = agent.lines.get(match);
        if (!line) return isAnswer ? undefined : connection.tell(over(match));
        if (isAnswer) line.call = null;
        line.hear({ kind: 'said', text });
      },
      // Whatever it was, it came in the place of an answer.
      garbage: (reason) => {
        for (const line of agent.lines.values()) {
          if (!line.call) continue;
          line.call = null;
          line.hear({ kind: 'garbage', reason });
        }
      },
      gone: (reason) => {
        if (agent.connection !== connection) return;
        agent.connection = null;
        agent.away = reason;
        for (const line of agent.lines.values()) line.hear({ kind: 'away', reason });
        this.forget(id, agent);
      },
    });
    const before = agent.connection;
    agent.connection = connection;
    before?.replace();
    for (const line of agent.lines.values()) {
      line.hear({ kind: 'here' });
      if (line.call) this.offer(agent, line);
    }
  }

  /** How many are. */
  get connected(): number {
    return [...this.agents.values()].filter(({ connection }) => connection !== null).length;
  }

  isConnected(id: string): boolean {
    return (this.agents.get(id)?.connection ?? null) !== null;
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
    for (const { connection } of [...this.agents.values()]) connection?.close();
  }

  private tell(agent: Agent, line: Line, { text, isCall }: AgentMessage): void {
    if (isCall) {
      line.call = { text, offers: 0 };
      this.offer(agent, line);
    } else agent.connection?.tell(text);
  }

  private offer(agent: Agent, line: Line): void {
    if (!agent.connection || !line.call) return;
    if (++line.call.offers > requestLimits.remoteOffers) {
      line.call = null;
      return line.hear({
        kind: 'ended',
        reason: `it came back ${requestLimits.remoteOffers} times in a call`,
      });
    }
    agent.connection.tell(line.call.text);
  }

  private look(): void {
    for (const { connection } of [...this.agents.values()]) connection?.look();
  }

  private agent(id: string): Agent {
    const known = this.agents.get(id) ?? {
      connection: null,
      away: NEVER_HERE,
      lines: new Map<string, Line>(),
    };
    this.agents.set(id, known);
    return known;
  }

  /** Nobody is connected, and nobody waits. */
  private forget(id: string, { connection, lines }: Agent): void {
    if (connection === null && lines.size === 0) this.agents.delete(id);
  }
}

/** Nothing more comes of a match. */
function over(match: string): string {
  return JSON.stringify({ match, over: true });
}
