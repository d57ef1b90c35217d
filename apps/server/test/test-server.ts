import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

export interface TestServer {
  readonly server: ServerProcess;
  /** for anything; gone after the tests */
  readonly folder: string;
}

/** A server for the tests of this file, on an empty database: there from `beforeAll` on, gone after the last test. */
export function testServer(settings: Readonly<Record<string, string>> = {}): TestServer {
  let folder = '';
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-server-'));
    server = await ServerProcess.start(join(folder, 'data'), settings);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get server() {
      if (!server) throw new Error('the server has not started yet');
      return server;
    },
    get folder() {
      return folder;
    },
  };
}
