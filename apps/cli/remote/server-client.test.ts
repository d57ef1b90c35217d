import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '#matches/input-error.js';
import { exitCodeOf, explain } from '../terminal/failure.js';
import { NoAnswerError, ServerClient, ServerFailedError } from './server-client.js';

let server: Server;
let client: ServerClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(Number(request.url!.split('/').at(-1)));
    response.end(JSON.stringify({ title: 'no luck', detail: 'the disk is full' }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  client = new ServerClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(() => server.close());

const thrown = (asked: Promise<unknown>): Promise<unknown> => asked.then(String, (error: unknown) => error);

it.each([500, 503, 599])(
  '%i is the failure of the server, told in its words without a trace',
  async (status) => {
    const error = await thrown(client.text(`/${status}`));
    expect(error).toBeInstanceOf(ServerFailedError);
    expect(error).toMatchObject({
      kind: 'busy',
      code: 'server-failed',
      message: 'no luck: the disk is full',
    });
    expect([explain(error), exitCodeOf(error)]).toEqual(['gridleague: no luck: the disk is full', 1]);
  },
);

it.each([400, 404, 499])('%i can be mended by who asks', async (status) => {
  const error = await thrown(client.text(`/${status}`));
  expect(error).toBeInstanceOf(InputError);
  expect([explain(error), exitCodeOf(error)]).toEqual(['gridleague: no luck: the disk is full', 2]);
});

it('where nobody listens there is no answer', async () => {
  const closed = createServer();
  await new Promise<void>((ready) => closed.listen(0, '127.0.0.1', ready));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const error = await thrown(new ServerClient({ url: `http://127.0.0.1:${port}` }).text('/200'));
  expect(error).toBeInstanceOf(NoAnswerError);
  expect(exitCodeOf(error)).toBe(2);
});
