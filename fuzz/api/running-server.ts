import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programRoot } from '#project-root.js';

const main = resolve(programRoot, 'apps/cli/main.js');

/** A server in a process and on a data folder of its own, which end with it. */
export class FuzzedServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly folder: string,
    readonly url: string,
    readonly adminToken: string,
  ) {}

  static async start(settings: Readonly<Record<string, string>>): Promise<FuzzedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-fuzz-'));
    const child = spawn(process.execPath, ['--no-warnings', main, 'serve'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', GRIDLEAGUE_DATA: folder },
        ...{ GRIDLEAGUE_DEMO: 'no', GRIDLEAGUE_WORKERS: '1', ...settings },
      },
    });
    let said = '';
    const url = await new Promise<string>((done, failed) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (said.length < 10_000) said += text;
        const found = /is at (http:\S+)[\s\S]*\n/.exec(said)?.[1];
        if (found) done(found);
      });
      child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    });
    const token = await readFile(join(folder, 'admin-token'), 'utf8');
    return new FuzzedServer(child, folder, url, token.trim());
  }

  /** How it ended; null: it runs. */
  get end(): string | null {
    const { exitCode, signalCode } = this.child;
    return signalCode ?? (exitCode === null ? null : `exit code ${exitCode}`);
  }

  async json<T>(method: string, path: string, body?: string | FormData, type?: string): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.adminToken}`, ...(type && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async close(): Promise<void> {
    if (this.end === null) {
      const gone = new Promise((done) => this.child.once('exit', done));
      this.child.kill('SIGINT');
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
