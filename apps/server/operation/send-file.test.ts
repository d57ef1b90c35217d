import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { HttpResponse } from '../problem/http.js';
import { sendFile } from './send-file.js';

/** What becomes of sending a file to a reader who leaves before anything was sent. */
async function sentToNobody(file: string): Promise<'done' | Error> {
  const { promise, resolve: end } = Promise.withResolvers<'done' | Error>();
  const app = new ExpressAdapter();
  app.use((_: unknown, response: HttpResponse) => {
    response.once('close', () => {
      sendFile(response, file, { type: 'text/plain', name: 'x' }).then(() => end('done'), end);
    });
  });
  const server = createServer(app.getInstance<RequestListener>()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  server.once('request', () => socket.destroy());
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const ended = await promise;
  await new Promise((closed) => server.close(closed));
  return ended;
}

it('a reader who leaves is no failure of the server', async () => {
  expect(await sentToNobody(import.meta.filename)).toBe('done');
});
