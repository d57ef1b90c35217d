import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ConnectionShares } from './connection-shares.js';

/** Node itself refuses those beyond; what we close to make room takes a moment to be gone. */
const ROOM_TO_CLOSE = 64;

/** Drops connections that find no place before anything is done for them, and those whose place they take. */
export function shareConnections(server: Server, most: number, share: number): void {
  const shares = new ConnectionShares<Socket>(most, share);
  server.maxConnections = most + ROOM_TO_CLOSE;
  const accept = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const leaving = shares.enter(socket.remoteAddress ?? '', socket);
    if (leaving === undefined) return void socket.destroy();
    leaving?.destroy();
    socket.once('close', () => shares.leave(socket));
    for (const listener of accept) listener.call(server, socket);
  });
}
