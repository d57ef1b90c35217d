import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { release } from '#database/fleet/deployment.js';
import { versionOf } from './server-version.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listening(answer: RequestListener, port = 0): Promise<number> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  servers.push(server);
  await new Promise((done) => server.once('listening', done));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await listening(() => undefined);
  await new Promise((done) => servers.pop()!.close(done));
  return port;
}

describe("a server's version", () => {
  it('is waited for while the server starts, and said to be once', async () => {
    const port = await freePort();
    let [asked, own] = [0, ''];
    const waits: string[] = [];
    const told = versionOf(`http://127.0.0.1:${port}`, (reason) => {
      waits.push(reason);
      // A proxy is there first, and its server later.
      void listening((_, answer) => {
        if (++asked === 1) answer.writeHead(502).end('Bad Gateway');
        else answer.end(own);
      }, port);
    });
    own = JSON.stringify(await release);
    expect(await told).toMatchObject(await release);
    expect(waits).toEqual([expect.stringContaining('cannot be asked for its version: connect ECONNREFUSED')]);
    expect(asked).toBe(2);
  });

  it('is not waited for longer than is said', async () => {
    const told = versionOf(`http://127.0.0.1:${await freePort()}`, undefined, 0.5);
    await expect(told).rejects.toMatchObject({
      kind: 'busy',
      message: expect.stringMatching(/ECONNREFUSED.*; waited for it for 0\.5 seconds: start it/) as string,
    });
  });

  it.each(['<html>', '{}'])('is not what another program answers: %s', async (text) => {
    const port = await listening((_, answer) => answer.end(text));
    await expect(versionOf(`http://127.0.0.1:${port}`)).rejects.toThrow('is it a GridLeague server?');
  });
});
