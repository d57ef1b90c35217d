import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

const compiled = resolve(import.meta.dirname, '../../dist/sandbox/processes/own-folder.js');
const asRoot = process.getuid?.() === 0 ? it : it.skip;

type End = [number | null, NodeJS.Signals | null];

/** A process that makes its folder, tells its name, and then does what is said. */
type Holder = ChildProcessByStdio<Writable, Readable, null>;

describe('the folder of a process', () => {
  let folder: string;

  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'gridleague-own-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function run(then: string): Holder {
    const code = `const { ownFolder } = await import(${JSON.stringify(compiled)}); const path = ownFolder(); ${then}`;
    return spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: folder },
    });
  }

  async function holder(): Promise<{ process: Holder; name: string }> {
    const process = run('console.log(path); process.stdin.resume();');
    const [told] = (await once(process.stdout, 'data')) as [Buffer];
    return {
      process,
      name: String(told)
        .trim()
        .slice(folder.length + 1),
    };
  }

  async function ended(process: Holder): Promise<End> {
    process.stdout.resume();
    return (await once(process, 'exit')) as End;
  }

  it.each<[string, string, End]>([
    ['at its end', '', [0, null]],
    ['when it exits', 'process.exit(3)', [3, null]],
    ['when it throws', 'throw 1', [1, null]],
    ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map<[string, string, End]>((signal) => [
      `at ${signal}`,
      `setInterval(() => {}, 1e6); process.kill(process.pid, '${signal}')`,
      [null, signal],
    ]),
    [
      'when it ends some time after a signal',
      `process.once('SIGTERM', () => setTimeout(() => process.exit(4), 10));
       setInterval(() => {}, 1e6); process.kill(process.pid, 'SIGTERM')`,
      [4, null],
    ],
  ])('goes %s', async (_, then, end) => {
    expect(await ended(run(then))).toEqual(end);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is removed by the next one after kill -9, whatever the sweep met; those of the living stay', async () => {
    const [killed, living] = [await holder(), await holder()];
    killed.process.kill('SIGKILL');
    await ended(killed.process);
    // Killed before it had a folder; a link in the folder's place; and what is no folder of a process.
    await writeFile(join(folder, 'gridleague-process-early.lock'), '');
    await writeFile(join(folder, 'gridleague-process-link.lock'), '');
    await mkdir(join(folder, 'elsewhere'));
    await writeFile(join(folder, 'elsewhere/file'), '');
    await symlink(join(folder, 'elsewhere'), join(folder, 'gridleague-process-link'));
    await mkdir(join(folder, 'gridleague-process-alone'));
    expect(await readdir(folder)).toContain(killed.name);
    const next = await holder();
    const others = ['elsewhere', 'gridleague-process-alone'];
    const held = [living.name, next.name].flatMap((name) => [name, `${name}.lock`]);
    expect((await readdir(folder)).sort()).toEqual([...others, ...held].sort());
    expect(await readdir(join(folder, 'elsewhere'))).toEqual(['file']);
    for (const { process } of [living, next]) {
      process.stdin.end();
      await ended(process);
    }
    expect((await readdir(folder)).sort()).toEqual(others);
  });

  asRoot('is left alone where it belongs to another user', async () => {
    const foreign = join(folder, 'gridleague-process-foreign');
    await mkdir(foreign);
    await writeFile(`${foreign}.lock`, '');
    for (const path of [foreign, `${foreign}.lock`]) await chown(path, 65534, 65534);
    expect(await ended(run(''))).toEqual([0, null]);
    expect((await readdir(folder)).map((name) => join(folder, name))).toEqual([foreign, `${foreign}.lock`]);
  });

  it('is one per process when many start, end and are killed at once', async () => {
    const names = new Set<string>();
    const lifetimes = Array.from({ length: 16 }, async (_, index) => {
      const process = run(
        `const { statSync } = await import('node:fs'); statSync(path); console.log(path);
         ${index % 2 ? 'process.kill(process.pid, "SIGKILL")' : 'statSync(path)'}`,
      );
      const exit = once(process, 'exit');
      names.add((await text(process.stdout)).trim());
      expect(await exit).toEqual(index % 2 ? [null, 'SIGKILL'] : [0, null]);
    });
    await Promise.all(lifetimes);
    expect(names.size).toBe(16);
    await ended(run(''));
    expect(await readdir(folder)).toEqual([]);
  });
});
