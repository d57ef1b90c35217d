import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programRoot, projectRoot } from '#project-root.js';

const main = resolve(programRoot, 'apps/cli/main.js');

/** How a program ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled command as its own process. */
export function gridleague(...args: string[]): Promise<Ended> {
  if (!existsSync(main)) throw new Error('the command is not built; run the tests with `npm test`');
  return runNode(main, ...args);
}

/** Runs Node in the project's folder. */
export function runNode(...args: string[]): Promise<Ended> {
  return ended(process.execPath, args);
}

/** Runs a shell line in which `$GRIDLEAGUE` is the command. */
export function shell(line: string): Promise<Ended> {
  return ended('/bin/bash', ['-c', line], { GRIDLEAGUE: `${process.execPath} ${main}` });
}

function ended(program: string, args: readonly string[], environment: object = {}): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** A folder for one test file, removed after its tests. */
export function temporaryFolder(): { readonly path: (name: string) => string } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridleague-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { path: (name) => join(folder, name) };
}
