import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressBlock } from '../operation/address-block.js';
import { ReaderWatch, type Reader } from './reader-watch.js';

const LOOK_MILLISECONDS = 1000;

/** Closes connections whose readers do not take their answers (`ReaderWatch`). */
export function closeSlowReaders(server: Server): void {
  const open = new Set<Socket>();
  const watch = new ReaderWatch(readerOf);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const timer = setInterval(() => {
    for (const socket of watch.look(open, performance.now() / 1000)) socket.destroy();
  }, LOOK_MILLISECONDS);
  server.once('close', () => clearInterval(timer));
}

function readerOf(socket: Socket): Reader {
  const { remoteAddress, writableLength: held } = socket;
  // A single answer may be large: what of it has been sent only the handle knows.
  const { _handle: handle } = socket as {
    _handle?: { readonly bytesWritten: number; readonly writeQueueSize: number } | null;
  };
  const sent = handle ? handle.bytesWritten - handle.writeQueueSize : 0;
  return { owner: addressBlock(remoteAddress), held, sent };
}
