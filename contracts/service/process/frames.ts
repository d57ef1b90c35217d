import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** Bytes of a frame's length. */
const HEAD = 4;

/** Sends a message of structured values (BigInts among them) as one frame: its length, then what V8 makes of it. */
export function sendFrame(socket: Socket, message: unknown): void {
  const body = serialize(message);
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(body.length);
  socket.cork();
  socket.write(head);
  socket.write(body);
  socket.uncork();
}

/** Calls `receive` with every message whose frame is whole. Both ends are ours: what comes is what `sendFrame` sent. */
export function onFrame(socket: Socket, receive: (message: unknown) => void): void {
  let parts: Buffer[] = [];
  let [held, wanted] = [0, HEAD];
  socket.on('data', (part: Buffer) => {
    parts.push(part);
    held += part.length;
    if (held < wanted) return;
    let bytes = Buffer.concat(parts, held);
    while (bytes.length >= HEAD && bytes.length >= HEAD + bytes.readUInt32BE()) {
      const end = HEAD + bytes.readUInt32BE();
      receive(deserialize(bytes.subarray(HEAD, end)));
      bytes = bytes.subarray(end);
    }
    parts = bytes.length > 0 ? [bytes] : [];
    held = bytes.length;
    wanted = held >= HEAD ? HEAD + bytes.readUInt32BE() : HEAD;
  });
}
