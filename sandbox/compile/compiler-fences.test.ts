import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { residentMegabytes } from '../processes/resident-memory.js';
import { projectRoot } from '#project-root.js';
import { aCanary, type Canary } from '../test/hostile/canary.js';
import { engineCommand, mainCommand, rootsToTry, type CompilerFences } from './compiler-fences.js';
import { compilerImage, type CompilerImage } from './compiler-image.js';
import { CompilerProcess } from './compiler-process.js';
import { compilerLayers } from './compile-plugin.js';

let image: CompilerImage;
let layers: CompilerFences;
let canary: Canary;
beforeAll(async () => {
  image = compilerImage();
  layers = await compilerLayers();
  canary = await aCanary();
});
afterAll(() => canary.close());

async function ended([command, ...args]: readonly string[]): Promise<{ code: unknown; said: string }> {
  const child = spawn(command!, args, { cwd: image.root, env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said };
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').trim().split(' '))
    .filter((child) => child !== '')
    .map(Number);
}

function status(pid: number, field: string): string {
  const [, value = ''] =
    new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return value;
}

describe('esbuild’s engine', () => {
  it('has an empty root on this machine, or is WebAssembly', () => {
    expect(rootsToTry(layers.fences)).toContain(layers.engineRoot);
  });

  it.each(['namespace', 'root', 'webassembly'] as const)(
    'compiles behind the fence %s',
    async (engineRoot) => {
      if (!rootsToTry(layers.fences).includes(engineRoot)) return;
      const before = childrenOf(process.pid);
      const compiler = await CompilerProcess.start(image, { ...layers, engineRoot });
      if (!compiler) return console.warn(`NOT FENCED: no ${engineRoot} on this machine`);
      const pids = childrenOf(process.pid).filter((pid) => !before.includes(pid));
      expect(pids).toHaveLength(2);
      for (const pid of pids) {
        if (layers.fences.user) expect(status(pid, 'Uid')).toBe('65534\t65534\t65534\t65534');
        if (layers.fences.privileges) expect(status(pid, 'NoNewPrivs')).toBe('1');
        expect(status(pid, 'CapEff')).toBe('0000000000000000');
      }
      const roots = pids.map((pid) => readlinkSync(`/proc/${pid}/root`)).sort();
      expect(roots).toEqual(['/', engineRoot === 'webassembly' ? '/' : image.root]);
      const networks = new Set([process.pid, ...pids].map((pid) => readlinkSync(`/proc/${pid}/ns/net`)));
      if (layers.fences.network) expect(networks.size).toBe(3);
      await compiler.end();
    },
  );

  it('cannot read a file, even where it is told to', async () => {
    const told = ['--bundle', canary.file];
    const unfenced = [join(image.root, image.engine), ...told];
    expect((await ended(unfenced)).said).toContain(canary.secret);
    for (const engineRoot of rootsToTry(layers.fences)) {
      const { code, said } = await ended(engineCommand(image, { ...layers, engineRoot }, told));
      expect(code).not.toBe(0);
      expect(said).not.toContain(canary.secret);
    }
  });
});

const noFences = { network: false, user: false, privileges: false, resources: false };

it.each<[string, (main: string) => string[]]>([
  ['that speaks with the server', (main) => mainCommand({ ...image, main }, layers)],
  [
    'around WebAssembly, where the system gives no fence at all',
    (main) =>
      engineCommand({ ...image, webassembly: main }, { fences: noFences, engineRoot: 'webassembly' }, []),
  ],
])('the process %s can read, start and reach nothing', async (_, command) => {
  const folder = mkdtempSync(join(tmpdir(), 'gridleague-fences-'));
  const attempts = join(folder, 'main.cjs');
  writeFileSync(
    attempts,
    `const tell = (name, work) => { try { work(); console.log(name, 'done'); } catch { console.log(name, 'refused'); } };
     const fs = require('node:fs');
     tell('own', () => fs.readFileSync(__filename));
     tell('read', () => fs.readFileSync(${JSON.stringify(canary.file)}));
     tell('write', () => fs.writeFileSync(__filename, ''));
     tell('list', () => fs.readdirSync('/'));
     tell('spawn', () => { require('node:child_process').spawnSync('/bin/true'); });
     tell('worker', () => { new (require('node:worker_threads').Worker)('1', { eval: true }); });
     tell('inspector', () => { require('node:inspector').open(0); });
     tell('addon', () => { process.dlopen({ exports: {} }, '/nowhere.node'); });`,
  );
  // As the folder of the real program.
  const { said } = await ended(['/bin/chmod', '755', folder]).then(() => ended(command(attempts)));
  rmSync(folder, { recursive: true });
  expect(said.trim().split('\n')).toEqual([
    'own done',
    ...['read', 'write', 'list', 'spawn', 'worker', 'inspector', 'addon'].map((name) => `${name} refused`),
  ]);
});

it('the folders hold the program and the engine, and nothing else', () => {
  expect(readdirSync(image.root)).toEqual([image.engine]);
  expect(readdirSync(dirname(image.main))).toEqual(['main.cjs']);
  expect(readdirSync(dirname(image.webassembly)).sort()).toEqual(['engine.cjs', 'esbuild.wasm']);
});

const module = resolve(projectRoot, 'dist/sandbox/compile/compile-plugin.js');

/** What a program says that imports the compiled compiler, run by a command. */
function running(command: readonly string[], program: string): string[] {
  const script = `import { compilePlugin, compilerLayers } from ${JSON.stringify(module)};\n${program}`;
  return [...command, process.execPath, '--input-type=module', '-e', script];
}

it('an ordinary user’s compiler is fenced as well', async () => {
  if (process.getuid?.() !== 0) return;
  const program = `
    await compilePlugin('export default 1', 'a.ts');
    console.log(JSON.stringify(await compilerLayers()));`;
  const user = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const { code, said } = await ended(running(user, program));
  if (code !== 0 && /EACCES/.test(said)) return console.warn('another user cannot read this checkout');
  expect([code, JSON.parse(said)]).toMatchObject([0, { fences: { user: false } }]);
  if (layers.engineRoot === 'namespace') expect(said).toContain('"engineRoot":"namespace"');
});

it('nothing of it is left when the server is killed in the middle of a compilation', async () => {
  const program = `
    await compilePlugin('export default 1', 'a.ts');
    compilePlugin('const z = ' + 'x ? (y) : z => '.repeat(30) + '1;', 'bomb.ts').catch(() => {});
    console.log('compiling');`;
  const [command, ...args] = running([], program);
  const server = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  const pids = childrenOf(server.pid!).filter((pid) => residentMegabytes(pid) > 0);
  expect(pids.length).toBeGreaterThanOrEqual(2);
  server.kill('SIGKILL');
  while (pids.some((pid) => residentMegabytes(pid) > 0)) await nextTurn();
});
