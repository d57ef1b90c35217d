import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { programRoot } from '#project-root.js';

/** A server in a process of its own, with one worker: who measures must not stand in its way. */
export class ServedLeague {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly token: string,
  ) {}

  static async start(folder: string, more: Readonly<Record<string, string>> = {}): Promise<ServedLeague> {
    const settings = {
      ...{ PORT: '0', GRIDLEAGUE_DATA: folder, GRIDLEAGUE_DEMO: 'no', GRIDLEAGUE_WORKERS: '1', ...more },
    };
    const child = spawn(
      process.execPath,
      ['--no-warnings', resolve(programRoot, 'apps/cli/main.js'), 'serve'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, ...settings },
      },
    );
    const url = await new Promise<string>((done, failed) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /is at (http:\S+)[\s\S]*\n/.exec(said)?.[1];
        if (found !== undefined) done(found);
      });
      child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    });
    const token = await readFile(join(folder, 'admin-token'), 'utf8');
    return new ServedLeague(child, url, token.trim());
  }

  /** Creates a league of two strategies in self-play and starts its first run. */
  async play(id: string, scenario: string, blocks: number): Promise<void> {
    const league = { id, title: id, format: 'self-play', scenarios: [scenario], blocks };
    await this.post('/leagues', { ...league, entrants: ['truthful', 'shaded'] });
    await this.post(`/leagues/${id}/runs`, {});
  }

  /** Waits for the end of a run. */
  async over(run: string): Promise<void> {
    await (await fetch(`${this.url}/api/runs/${run}/events`)).text();
  }

  /** Waits until so many matches more have ended. */
  async matchesEnded(more: number): Promise<void> {
    const { matches } = await this.figures();
    while ((await this.figures()).matches < matches + more) await pause(100);
  }

  /** Of /api/metrics. */
  async figures(): Promise<{ readonly writeSeconds: number; readonly matches: number }> {
    const text = await (await fetch(`${this.url}/api/metrics`)).text();
    const sum = (name: string): number =>
      [...text.matchAll(new RegExp(`^gridleague_${name}(?:{.*})? (\\S+)$`, 'gm'))].reduce(
        (total, [, value]) => total + Number(value),
        0,
      );
    return { writeSeconds: sum('database_write_seconds_total'), matches: sum('matches_total') };
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await ended;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** As the administrator, on a connection of its own, unless `token` is a team's. Returns what was answered. */
  async post(path: string, body: object, token = this.token): Promise<unknown> {
    const isForm = body instanceof FormData;
    const response = await this.fetched(path, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${token}`, connection: 'close' },
        ...(!isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async get(path: string): Promise<unknown> {
    const response = await this.fetched(path, {
      headers: { authorization: `Bearer ${this.token}`, connection: 'close' },
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  /** Says what was asked where no answer comes. */
  private async fetched(path: string, request: RequestInit): Promise<Response> {
    return fetch(`${this.url}/api${path}`, request).catch((error: unknown) => {
      throw new Error(`${path}: no answer`, { cause: error });
    });
  }
}
