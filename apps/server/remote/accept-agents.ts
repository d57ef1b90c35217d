import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Database } from '#database/database.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { tokenNeeded, type Callers } from '../access/access.guard.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { Quota } from '../operation/quota.js';
import { callerOf } from '../operation/take-turns.js';
import { busy, noRemoteHere, notFound, ProblemError, tooMany } from '../problem/problem.js';
import { problemDocument, problemOf, titleOf } from '../requests/problem.filter.js';
import { isRemoteFile } from '#database/stored/remote-file.js';
import { TEAM_NAME } from '#leagues/definition/limits.js';
import type { RemoteAgents } from './remote-agents.js';

/** Where an agent connects: by its name, with its team's token. */
const PLACE = new RegExp(`^/api/remote-agents/(${TEAM_NAME})$`);
const MINUTE = 60_000;
/** A guess at when one leaves. */
const WAIT_SECONDS = 60;
/** ms for the other side to say goodbye */
const CLOSING = 2000;

export interface Doorkeeper {
  readonly database: Database;
  readonly callers: Callers;
  readonly agents: RemoteAgents;
  readonly proxies: number;
  /** agents that may be connected: readers need connections, too */
  readonly most: number;
  /** ms */
  readonly now: () => number;
}

/** The WebSockets of agents: nothing is compressed, and what a message may be is bounded before it is whole. */
export function agentSockets(): WebSocketServer {
  return new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false, autoPong: false },
    maxPayload: requestLimits.remoteMessage,
    ...{
      maxFragments: requestLimits.remotePieces,
      maxBufferedChunks: requestLimits.remotePieces,
      closeTimeout: CLOSING,
    },
  });
}

/**
 * Lets remote agents connect (docs/remote-agents.md). Who they are says the team's token in the header alone, which no page of another site
 * can set; cookies mean nothing here, and whatever says that it is a page is sent away.
 */
export function acceptAgents(server: Server, door: Doorkeeper): void {
  const sockets = agentSockets();
  const quota = new Quota(requestLimits.remoteConnects, MINUTE);
  // All else that asks for another protocol goes on with HTTP/1.1.
  Object.assign(server, { shouldUpgradeCallback: ({ url = '' }: IncomingMessage) => PLACE.test(url) });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    agentOf(request, door, quota).then(
      (id) =>
        sockets.handleUpgrade(request, socket, head, (connected) => door.agents.enter(id, connected, socket)),
      (error: unknown) => refuse(socket, problemOf(error), request.url ?? ''),
    );
  });
}

/** The submission that a request connects. Throws problems. */
async function agentOf(request: IncomingMessage, door: Doorkeeper, quota: Quota): Promise<string> {
  const { database, callers, agents, proxies, most, now } = door;
  const { url = '', headers } = request;
  const seconds = quota.take(callerOf(request, proxies), now());
  if (seconds > 0)
    throw tooMany(
      `${requestLimits.remoteConnects} connections a minute are what an address may try`,
      seconds,
    );
  if (headers.origin !== undefined)
    throw new ProblemError(403, 'foreign-page', 'remote agents are programs of teams, not pages');
  const caller = await callers.of(headers.authorization);
  if (!caller) throw tokenNeeded();
  if (caller.kind !== 'team') throw new ProblemError(403, 'not-allowed', 'an agent is connected by its team');
  if (database.isShared) throw noRemoteHere();
  const name = PLACE.exec(url)![1]!;
  const newest = await database.read.findOne(SubmissionEntity, {
    select: { id: true, file: true },
    where: { team: caller.id, kind: 'agent', name, status: 'accepted' },
    order: { version: 'DESC' },
  });
  if (!newest || !isRemoteFile(newest.file))
    throw notFound(`remote agent ${name} of this team: POST /api/submissions with remote=yes makes one`);
  if (agents.connected >= most && !agents.isConnected(newest.id))
    throw busy(`${agents.connected} remote agents are connected, as many as may be`, WAIT_SECONDS);
  return newest.id;
}

function refuse(socket: Duplex, problem: ProblemError, address: string): void {
  const { status, retryAfter } = problem;
  const body = JSON.stringify(problemDocument(problem, address));
  const head = [
    ...[
      `HTTP/1.1 ${status} ${titleOf(status)}`,
      'Content-Type: application/problem+json',
      'Connection: close',
    ],
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
