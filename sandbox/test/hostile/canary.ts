import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const secret = 'the canary sings';

/** A file and a port that no plugin may reach, and that tell when one did. */
export interface Canary {
  readonly file: string;
  readonly port: number;
  readonly secret: string;
  /** what gives a plugin away; empty when nothing was touched */
  traces(): string[];
  close(): Promise<void>;
}

export async function aCanary(): Promise<Canary> {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-canary-'));
  const file = join(folder, 'canary.mjs');
  const content = `export default '${secret}';\n`;
  writeFileSync(file, content);
  chmodSync(folder, 0o777);
  chmodSync(file, 0o666);
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    file,
    secret,
    port: (server.address() as AddressInfo).port,
    traces: () => [
      ...(connections > 0 ? [`${connections} connections to the port`] : []),
      ...(readFileSync(file, 'utf8') === content ? [] : ['the file was changed']),
      ...readdirSync(folder)
        .filter((name) => name !== 'canary.mjs')
        .map((name) => `a file ${name} appeared`),
    ],
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      server.close();
      await once(server, 'close');
    },
  };
}
