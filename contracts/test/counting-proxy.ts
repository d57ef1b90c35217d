import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint in front of another that counts what is asked of it. */
export interface CountingProxy {
  readonly url: string;
  /** requests by their method */
  readonly methods: ReadonlyMap<string, number>;
  /** connections that were made to it */
  readonly connections: number;
  stop(): Promise<void>;
}

/** `heard`: what happens between an answer and whoever waits for it; what it returns, if anything, is told in its place. */
export async function countingProxy(
  target: string,
  heard?: (method: string, answer: unknown) => unknown,
): Promise<CountingProxy> {
  const methods = new Map<string, number>();
  let connections = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const { method } = JSON.parse(body) as { method: string };
      methods.set(method, (methods.get(method) ?? 0) + 1);
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(target, { method: 'POST', headers, body });
      const text = await answer.text();
      const given = JSON.parse(text) as { result?: unknown };
      const told = await heard?.(method, given.result);
      const sent = told === undefined ? text : JSON.stringify({ ...given, result: told });
      response.writeHead(answer.status, headers).end(sent);
    })().catch((error: unknown) => response.destroy(error as Error));
  });
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    methods,
    get connections() {
      return connections;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
