import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

/** Where the servers of one test keep what they keep. */
export interface DatabaseFolder {
  /** gone after the test */
  readonly folder: string;
  readonly data: string;
  /** of the database */
  readonly file: string;
  /** A data folder that a server has left in good order, with a team. */
  readonly use: () => Promise<void>;
}

/** One for each test of this file, empty. */
export function databaseFolder(): DatabaseFolder {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-damaged-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    get data() {
      return join(folder, 'data');
    },
    get file() {
      return join(folder, 'data', 'gridleague.sqlite');
    },
    async use() {
      const server = await ServerProcess.start(this.data);
      await server.team('kept');
      expect(await server.stop()).toBe(0);
    },
  };
}

/** A start that ended at once, with one line that says why. */
export function expectRefused(
  { code, said }: Awaited<ReturnType<typeof ServerProcess.refusal>>,
  what: RegExp,
): void {
  expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(said).toMatch(what);
}
