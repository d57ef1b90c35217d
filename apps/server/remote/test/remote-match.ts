import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { FailureRecord } from '#market/match/report/report.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { LineEnds } from '#matches/workers/line-ends.js';
import { RemoteLines } from '#matches/workers/remote-lines.js';
import { SetWaiting } from '#matches/workers/test/set-waiting.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import { RemoteAgent } from '#sandbox/elsewhere/remote-agent.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { aMarket, aMatch } from '#sandbox/test/a-match.js';
import { RemoteClient, type Behaviour } from '../../test/remote-client.js';
import { agentSockets } from '../accept-agents.js';
import { RemoteAgents } from '../remote-agents.js';

/** How long an agent is waited for: as long as nobody says that the time is over. */
export const SECONDS = 10;
const SEED = 'remote';

/** What became of an agent's seats, and what its program has heard. */
export interface RemoteMatch {
  readonly failures: readonly FailureRecord[];
  readonly client: RemoteClient | null;
}

/**
 * A server's door for agents and a worker's lines to them, all in this process and but for what passes between the two processes: matches of
 * a remote agent and `truthful`, a seat each, in which time passes where the test says so.
 */
export class RemotePlace {
  private readonly agents = new RemoteAgents();
  private matches = 0;

  private constructor(
    private readonly door: Server,
    private readonly here: Here,
  ) {}

  static async open(): Promise<RemotePlace> {
    const sockets = agentSockets();
    const place = new RemotePlace(createServer(), new Here(await createHighsSolver()));
    place.door.on('upgrade', (request, socket, head) => {
      const id = request.url!.split('/').at(-1)!;
      sockets.handleUpgrade(request, socket, head, (connected) => place.agents.enter(id, connected, socket));
    });
    place.door.listen(0, '127.0.0.1');
    await once(place.door, 'listening');
    return place;
  }

  close(): void {
    this.agents.onModuleDestroy();
    this.door.close();
  }

  /**
   * Plays a match of an agent that behaves so (null: it is never there). It is late as soon as it is not connected any more, or
   * `isLate` says so.
   */
  async played(
    behaviour: Behaviour | null,
    isLate: (client: RemoteClient) => boolean = () => false,
  ): Promise<RemoteMatch> {
    const id = `agent-${++this.matches}`;
    const waiting = new SetWaiting();
    const lines: RemoteLines = new RemoteLines((message) => {
      if (message.kind === 'line') ends.take(message.line, message.order);
    }, waiting);
    const ends = new LineEnds(this.agents, (line, heard) => lines.receive(line, heard));
    const client = behaviour && (await this.connected(id, behaviour));
    // What a call of the agent has left is counted by the same time.
    const inside = {
      limits: this.here.limits,
      now: () => waiting.now(),
      open: (...opening: Parameters<Here['open']>) => this.here.open(...opening),
    };
    const pool = new MixedPool(inside, createHighsSolver);
    const facts = { id, name: id, sha256: id, file: 'remote' };
    const plugins = [
      new RemoteAgent(facts, (agent) => lines.open(agent), SECONDS),
      await OwnPlugin.load('truthful', 'agent', this.here),
    ];
    const dealer = await OwnPlugin.load('passive', 'dealer', this.here);
    let isOver = false;
    const match = aMatch(
      aMarket(SEED, plugins.length),
      sandboxTraders({ pool, plugins, seed: SEED }),
      sandboxDealer({ pool: this.here, plugin: dealer, seed: SEED }),
      { roundCap: 6, errorBudget: 1 },
    ).finally(() => (isOver = true));
    while (!isOver) {
      if (!this.agents.isConnected(id) || (client && isLate(client))) waiting.pass(SECONDS * 1000);
      await nextTurn();
    }
    const { seats } = await match;
    const others = seats.filter((_, seat) => seat % plugins.length !== 0);
    // Whatever it does is its own affair.
    expect(others.flatMap(({ failures }) => failures)).toEqual([]);
    const failures = seats.filter((_, seat) => seat % plugins.length === 0).flatMap((seat) => seat.failures);
    return { failures, client };
  }

  private async connected(id: string, behaviour: Behaviour): Promise<RemoteClient> {
    const { port } = this.door.address() as AddressInfo;
    const client = RemoteClient.over(
      new WebSocket(`ws://127.0.0.1:${port}/${id}`, { maxPayload: 0 }),
      behaviour,
    );
    await once(client.socket, 'open');
    while (!this.agents.isConnected(id)) await nextTurn();
    return client;
  }
}
