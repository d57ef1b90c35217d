import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { currentCaller, currentReader, forAll, takeTurns } from './take-turns.js';
import { Turns } from './turns.js';

const seen: { readonly caller: string | undefined; readonly gone: AbortSignal | undefined }[] = [];
let server: Server;
beforeAll(async () => {
  server = createServer(() => seen.push({ caller: currentCaller(), gone: currentReader() }));
  takeTurns(server, new Turns(), 0);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

it.each([
  ['GET', true],
  ['POST', false],
])('who sends %s and leaves is known to have left: %s', async (method, isReader) => {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, method, host: '127.0.0.1' });
  sent.on('error', () => undefined);
  sent.end();
  const before = seen.length;
  while (seen.length === before) await new Promise((later) => setImmediate(later));
  const { caller, gone } = seen.at(-1)!;
  expect(caller).toBe('127.0.0.1');
  expect(gone?.aborted).toBe(isReader ? false : undefined);
  sent.destroy();
  if (gone) await once(gone, 'abort');
});

it('what is done for all is nobody’s', () => {
  expect(forAll(() => [currentCaller(), currentReader()])).toEqual([undefined, undefined]);
});
