import { connect } from 'node:net';

export interface RawAnswer {
  /** null: the connection was closed without any */
  readonly status: number | null;
  readonly text: string;
}

/** Sends pieces over a connection of its own, as they are, and reads until the server closes it or has answered. */
export function rawRequest(url: string, pieces: Iterable<string | Buffer>): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((done) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const end = (): void => {
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      done({ status: status === undefined ? null : Number(status), text });
    };
    socket.setEncoding('utf8').on('data', (data: string) => {
      text += data;
      if (text.includes('\r\n\r\n')) end();
    });
    // A server that closes early breaks what is still being sent.
    socket.on('error', end).on('close', end);
    const rest = pieces[Symbol.iterator]();
    const write = (): void => {
      for (;;) {
        const piece: IteratorResult<string | Buffer, unknown> = rest.next();
        if (piece.done === true || socket.destroyed) return;
        if (!socket.write(piece.value)) {
          socket.once('drain', write);
          return;
        }
      }
    };
    socket.once('connect', write);
  });
}
