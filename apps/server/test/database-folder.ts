import { cp, mkdtemp, rm } from 'node:fs/promises';
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
  let left: Promise<string> | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-damaged-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(async () => left && rm(await left, { recursive: true }));
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
      await cp(await (left ??= leftByServer()), this.data, { recursive: true });
    },
  };
}

/** What a server has left behind, in a folder of its own. */
async function leftByServer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-left-'));
  const server = await ServerProcess.start(folder);
  await server.team('kept');
  expect(await server.stop()).toBe(0);
  return folder;
}

/** A start that ended at once, with one line that says why. */
export function expectRefused(
  { code, said }: Awaited<ReturnType<typeof ServerProcess.refusal>>,
  what: RegExp,
): void {
  expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(said).toMatch(what);
}
