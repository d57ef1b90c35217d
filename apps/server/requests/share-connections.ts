import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressBlock } from '../operation/address-block.js';

/** Node itself refuses those beyond; what we close to make room takes a moment to be gone. */
const ROOM_TO_CLOSE = 64;

/**
 * An address may have `share` of the connections; beyond, what it opens is dropped before anything is done for it. Where
 * all `most` are taken, a newcomer takes the place of the oldest connection of whoever has most of them.
 */
export function shareConnections(server: Server, most: number, share: number): void {
  const open = new Map<string, Set<Socket>>();
  let count = 0;
  const leave = (owner: string, socket: Socket): void => {
    const held = open.get(owner);
    if (!held?.delete(socket)) return;
    count--;
    if (held.size === 0) open.delete(owner);
  };
  const makeRoom = (newcomers: number): boolean => {
    const [owner, held] = [...open].reduce((a, b) => (b[1].size > a[1].size ? b : a));
    if (held.size <= newcomers + 1) return false;
    const [oldest] = held;
    leave(owner, oldest!);
    oldest!.destroy();
    return true;
  };
  server.maxConnections = most + ROOM_TO_CLOSE;
  const accept = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const owner = addressBlock(socket.remoteAddress);
    const held = open.get(owner)?.size ?? 0;
    if (held >= share || (count >= most && !makeRoom(held))) return void socket.destroy();
    open.set(owner, (open.get(owner) ?? new Set()).add(socket));
    count++;
    socket.once('close', () => leave(owner, socket));
    for (const listener of accept) listener.call(server, socket);
  });
}
