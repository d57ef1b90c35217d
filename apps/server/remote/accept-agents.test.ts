import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { remoteFile } from '#database/stored/remote-file.js';
import type { Callers } from '../access/access.guard.js';
import { acceptAgents } from './accept-agents.js';
import { RemoteAgents } from './remote-agents.js';
import { rawAgent } from './test/raw-agent.js';

let folder = '';
let database: Database;
let server: Server;
const agents = new RemoteAgents();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-agents-'));
  database = await Database.open(join(folder, 'data.sqlite'));
  await database.write(async (manager) => {
    for (const name of ['one', 'two', 'three'])
      await manager.insert(SubmissionEntity, {
        ...{ id: name, team: 'far', kind: 'agent', name, version: 1, sha256: name, source: '', checks: [] },
        ...{ file: remoteFile('far', name).file, status: 'accepted', createdAt: 0 },
      });
  });
  server = createServer();
  const callers = { of: () => Promise.resolve({ kind: 'team', id: 'far' }) } as unknown as Callers;
  acceptAgents(server, { database, callers, agents, proxies: 0, most: 2, now: () => 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  agents.onModuleDestroy();
  server.close();
  await database.close();
  await rm(folder, { recursive: true });
});

it('lets so many agents in that readers find room, and who is there come back', async () => {
  const { port } = server.address() as AddressInfo;
  const enter = async (name: string): Promise<string> => {
    const { head, socket } = await rawAgent({ port, path: `/api/remote-agents/${name}` });
    socket.resume();
    return head.slice(9, 12);
  };
  expect([await enter('one'), await enter('two'), await enter('three')]).toEqual(['101', '101', '503']);
  expect(agents.connected).toBe(2);
  expect(await enter('two')).toBe('101');
  expect(agents.connected).toBe(2);
});
