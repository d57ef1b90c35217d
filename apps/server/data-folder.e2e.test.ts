/** @short-form 1/5 or none; each time: database/files/prepare-file.test.ts */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess, shadedSource } from './test/server-process.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-data-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `serve` says when it ends at once. */
function refusal({
  GRIDLEAGUE_DATA,
  ...settings
}: Readonly<Record<string, string>>): ReturnType<typeof ServerProcess.refusal> {
  return ServerProcess.refusal(GRIDLEAGUE_DATA!, settings);
}

it('refuses a second server on the same data folder, and takes over after a kill', async () => {
  const data = join(folder, 'shared');
  const first = await ServerProcess.start(data);
  const second = await refusal({ GRIDLEAGUE_DATA: data });
  expect(second.code).toBe(2);
  expect(second.said).toBe(
    `gridleague: setting GRIDLEAGUE_DATA: ${data}: another server is running there (process ${first.pid})\n`,
  );
  expect((await first.get('/api/ready')).status).toBe(200);
  await first.kill();
  // What a backup and an export leave that were being made.
  for (const place of ['backups', 'exports']) {
    await mkdir(join(data, place), { recursive: true });
    for (const name of ['whole', 'half.part']) await writeFile(join(data, place, name), '');
  }
  const next = await ServerProcess.start(data);
  expect((await readFile(join(data, 'server.pid'), 'utf8')).trim()).toBe(String(next.pid));
  for (const place of ['backups', 'exports']) expect(await readdir(join(data, place))).toEqual(['whole']);
  expect(await next.stop()).toBe(0);
});

it('ends when it is told to while it is still beginning, and looks at nothing any more', async () => {
  const data = join(folder, 'brief');
  const first = await ServerProcess.start(data);
  // A check that goes on holds up the end, while which the beginning goes on.
  await first.upload(await shadedSource(), 'waits', await first.team('waiting'));
  await first.kill();
  const second = await ServerProcess.start(data);
  expect(await second.stop()).toBe(0);
  expect(second.said).toBe('');
});

it('names a data folder that cannot be one, in one line', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  for (const path of [...(process.platform === 'linux' ? ['/proc/x'] : []), file, join(file, 'below')]) {
    const { code, said } = await refusal({ GRIDLEAGUE_DATA: path });
    expect({ code, lines: said.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(said).toMatch(`gridleague: setting GRIDLEAGUE_DATA: ${path}: `);
  }
  const database = `sqlite:${join(file, 'x.sqlite')}`;
  const { code, said } = await refusal({ GRIDLEAGUE_DATA: join(folder, 'good'), DATABASE_URL: database });
  expect(code).toBe(2);
  expect(said).toMatch(/^gridleague: setting DATABASE_URL: [^\n]*\n$/);
});

it('names a busy port, in one line', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const { code, said } = await refusal({ GRIDLEAGUE_DATA: join(folder, 'busy'), PORT: String(port) });
  other.close();
  expect({ code, said }).toEqual({
    code: 2,
    said: `gridleague: setting PORT: ${port}: somebody else listens there\n`,
  });
});
