import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fencesHere } from '#sandbox/isolated/fences-here.js';
import { processImage } from '#sandbox/isolated/process-image.js';
import { programRoot } from '#project-root.js';
import { tellingEnvironment } from './told-worker.js';

/**
 * A parent that starts a program and kills itself: at once, or when the program has answered an order and the next one lies
 * before it, held back so that it finds the order and nobody to answer.
 */
const PARENT = `
const { program, args, execArgv, environment, order } = JSON.parse(process.argv[1]);
const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
const options = { serialization: 'advanced', execArgv, env: { ...process.env, ...environment }, stdio };
const child = require('node:child_process').fork(program, args, options);
const end = () => process.kill(process.pid, 'SIGKILL');
if (order === null) end();
child.send(order);
child.once('message', () => {
  process.kill(child.pid, 'SIGSTOP');
  child.send(order, () => {
    require('node:fs').writeSync(1, String(child.pid));
    end();
  });
});
`;
/** The program tells how it ends. */
const TELLING = `data:text/javascript,import { writeSync } from 'node:fs';
process.on('exit', (code) => writeSync(2, 'ended with ' + code));`;

interface Program {
  readonly path: string;
  readonly args?: readonly string[];
  readonly environment: object;
  /** that it answers before it does anything else */
  readonly order: object | null;
}

async function programs(): Promise<Readonly<Record<string, Program>>> {
  const worker = tellingEnvironment({ fences: await fencesHere(), remoteSeconds: 1 });
  const chain = resolve(programRoot, 'contracts/service/process/chain-process-main.js');
  return {
    'a match worker': {
      ...{ path: resolve(programRoot, 'matches/workers/main.js'), environment: worker },
      order: { kind: 'play' },
    },
    'the chain': { path: chain, environment: {}, order: { id: 1, request: { kind: 'look' } } },
    'a sandbox process': { path: processImage().main, environment: {}, order: { kind: 'close' } },
  };
}

/** What the program wrote to its stderr when it is gone. */
async function lastWords({ path, args = [], environment }: Program, order: object | null): Promise<string> {
  const execArgv = ['--no-warnings', '--no-node-snapshot', '--import', TELLING];
  const given = JSON.stringify({ program: path, args, execArgv, environment, order });
  const parent = spawn(process.execPath, ['-e', PARENT, given], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [pid, words] = ['', ''];
  parent.stdout.on('data', (text: Buffer) => (pid += text.toString()));
  parent.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const gone = once(parent, 'close');
  await Promise.all([once(parent, 'exit'), once(parent.stdout, 'end')]);
  if (pid !== '') process.kill(Number(pid), 'SIGCONT');
  await gone;
  return words;
}

describe.each(['a match worker', 'the chain', 'a sandbox process'])('%s whose parent is killed', (name) => {
  it.each(['while it starts', 'before it answers'])('%s ends without a word', async (when) => {
    const program = (await programs())[name]!;
    expect(await lastWords(program, when === 'while it starts' ? null : program.order)).toBe('ended with 0');
  });
});

it('the check of a database whose parent is killed leaves without a word, and without closing the database', async () => {
  const path = resolve(programRoot, 'database/files/check-main.js');
  const args = ['/no/such/file', JSON.stringify({ milliseconds: 1, json: {} })];
  expect(await lastWords({ path, args, environment: {}, order: null }, null)).toBe('');
});
