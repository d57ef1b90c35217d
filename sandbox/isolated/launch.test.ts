import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { aCanary, type Canary } from '../test/hostile/canary.js';
import { findFences, launchCommand, startProcess } from './launch.js';
import type { Fences } from '../processes/fences.js';
import { residentMegabytes } from '../processes/resident-memory.js';
import { processImage, type ProcessImage } from './process-image.js';

/**
 * The last line of defence: suppose a plugin has left its isolate and runs any code it likes in the
 * sandbox process. This is what it would try; each probe reports what it got.
 */
const breakout = (canary: Canary, parent: number): string => `
const found = {};
const attempt = (name, work) => { try { found[name] = work() ?? 'done'; } catch (error) { found[name] = 'refused'; } };
const fs = require('node:fs');
attempt('read', () => fs.readFileSync(${JSON.stringify(canary.file)}, 'utf8'));
attempt('write', () => fs.writeFileSync(${JSON.stringify(canary.file)}, 'x'));
attempt('create', () => fs.writeFileSync(${JSON.stringify(canary.file)} + '.new', 'x'));
attempt('list', () => fs.readdirSync('/').join());
attempt('spawn', () => require('node:child_process').spawnSync('/bin/true').status);
attempt('worker', () => { new (require('node:worker_threads').Worker)('1', { eval: true }); });
attempt('parent', () => { process.kill(${parent}, 0); });
attempt('inspector', () => { require('node:inspector').open(0); });
found.environment = Object.keys(process.env).sort().join();
found.user = process.getuid();
attempt('root', () => { process.setuid(0); });
const socket = require('node:net').connect(${canary.port}, '127.0.0.1');
const tell = (result) => { found.network = result; process.send(found); };
socket.on('connect', () => tell('connected'));
socket.on('error', () => tell('refused'));
`;

/** A server that starts a sandbox process, says its pid, and waits. */
const parentOf = `
const [command, ...args] = JSON.parse(process.argv[1]);
const child = require('node:child_process').spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
child.on('message', () => console.log(child.pid));
`;

describe('a sandbox process', () => {
  let canary: Canary;
  let image: ProcessImage;
  let fences: Fences;
  let found: Record<string, unknown>;

  beforeAll(async () => {
    canary = await aCanary();
    image = processImage();
    fences = await findFences(image);
    const { child, progress } = startProcess(
      launchCommand(image, fences, 1, ['-e', breakout(canary, process.pid)]),
    );
    [found] = (await once(child, 'message')) as [Record<string, unknown>];
    child.kill('SIGKILL');
    progress.close();
  });
  afterAll(() => canary.close());

  it.each(['read', 'write', 'create', 'list', 'spawn', 'worker', 'inspector'])('cannot %s', (name) => {
    expect(found[name]).toBe('refused');
  });

  it('dies with its parent, however busy it is', async () => {
    if (!fences.privileges) return console.warn('NOT FENCED: this machine offers no setpriv');
    const command = launchCommand(image, fences, 1, ['-e', 'process.send(process.pid); for (;;) {}']);
    const parent = spawn(process.execPath, ['-e', parentOf, JSON.stringify(command)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(line));
    expect(residentMegabytes(pid)).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    while (residentMegabytes(pid) > 0) await nextTurn();
  });

  it('finds an empty environment', () => expect(found.environment).toBe('LIBC,PREBUILDS_ONLY,TZ'));

  it('leaves no trace', () =>
    expect(canary.traces()).toEqual(fences.network ? [] : [expect.stringContaining('connections')]));

  it('reaches no network, where this machine can fence it off', () => {
    if (fences.network) expect(found.network).toBe('refused');
    else console.warn('NOT FENCED: this machine offers no network namespace');
  });

  it('is nobody, where the server was started as root', () => {
    if (!fences.user) return console.warn('NOT FENCED: started without root, runs as the same user');
    expect(found.user).toBe(65534);
    expect(found.root).toBe('refused');
    expect(found.parent).toBe('refused');
  });
});
