import { patience } from '#market/test/patience.js';
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { postgresDatabase } from '#database/test/postgres-server.js';
import { programRoot, projectRoot } from '#project-root.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ApiAnswer } from '#api/schemas.js';
import type { SubmissionView } from '../submissions/submission-view.js';
import { complaints, type JsonAnswer } from './as-described.js';

/** A reference strategy as somebody's own plugin. */
export function shadedSource(): Promise<string> {
  return readFile(resolve(projectRoot, 'plugins/agents/shaded.ts'), 'utf8');
}

const main = resolve(programRoot, 'apps/cli/main.js');

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** So many on a quiet machine. */
const seconds = (quiet: number): string => String(Math.min(3600, quiet * patience));

/** Where a server keeps what it has, if not in a file of its folder: a database of that folder's own. */
async function elsewhere(folder: string): Promise<Readonly<Record<string, string>>> {
  if (process.env.GRIDLEAGUE_TEST_DATABASE !== 'postgres') return {};
  const address = await postgresDatabase(
    `f_${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`,
  );
  if (address === null) throw new Error('PostgreSQL is not installed here');
  return { DATABASE_URL: address };
}

async function serve(
  folder: string,
  environment: Readonly<Record<string, string>>,
  launcher: readonly string[],
): Promise<ChildProcessByStdio<null, Readable, Readable>> {
  if (!existsSync(main)) throw new Error('the command is not built; run the tests with `npm test`');
  const [command, ...options] = [...launcher, process.execPath, '--no-warnings', main, 'serve'];
  return spawn(command, options, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      ...{ PORT: '0', GRIDLEAGUE_DATA: folder, GRIDLEAGUE_DEMO: 'no', GRIDLEAGUE_WORKERS: '1' },
      ...{ GRIDLEAGUE_WRITES_PER_MINUTE: '100000' },
      ...{ GRIDLEAGUE_SILENCE_SECONDS: seconds(150), GRIDLEAGUE_ADMISSION_SECONDS: seconds(90) },
      ...(await elsewhere(folder)),
      ...environment,
    },
  });
}

/** A real server in a process of its own, on a free port, without the demo league. */
export class ServerProcess {
  private described: Promise<OpenAPIObject> | undefined;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly adminToken: string,
    /** resolves with its exit code */
    readonly exited: Promise<number | null>,
    private readonly errors: readonly string[],
  ) {}

  /** `launcher`: a command that starts it, such as `prlimit` with its options. */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>> = {},
    launcher: readonly string[] = [],
  ): Promise<ServerProcess> {
    const child = await serve(folder, environment, launcher);
    const errors: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      errors.push(words);
      process.stderr.write(words);
    });
    const exited = new Promise<number | null>((done) => child.once('exit', done));
    let said = '';
    const url = await new Promise<string>((done, failed) => {
      child.stdout.setEncoding('utf8').on('data', (words: string) => {
        said += words;
        const found = /is at (http:\S+)[\s\S]*\n/.exec(said)?.[1];
        if (found) done(found);
      });
      void exited.then((code) => failed(new Error(`the server ended with ${code}: ${said}`)));
    });
    const token = await readFile(join(folder, 'admin-token'), 'utf8');
    return new ServerProcess(child, url, token.trim(), exited, errors);
  }

  /** What `serve` says when it ends at once. */
  static async refusal(
    folder: string,
    environment: Readonly<Record<string, string>> = {},
    launcher: readonly string[] = [],
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = await serve(folder, environment, launcher);
    const code = new Promise<number | null>((done) => child.once('exit', done));
    return { said: await text(child.stderr), code: await code };
  }

  /** Starts one and ends it by a signal as soon as a file of its folder is there. */
  static async interrupted(
    folder: string,
    signal: NodeJS.Signals,
    milestone: string,
  ): Promise<{ readonly code: number | null; readonly signalled: NodeJS.Signals | null }> {
    const child = await serve(folder, {}, []);
    const ended = new Promise<{ code: number | null; signalled: NodeJS.Signals | null }>((done) =>
      child.once('exit', (code, signalled) => done({ code, signalled })),
    );
    child.stdout.resume();
    child.stderr.resume();
    while (!existsSync(join(folder, milestone)) && child.exitCode === null)
      await new Promise((later) => setTimeout(later, 2));
    child.kill(signal);
    return ended;
  }

  /** Everything it has written to standard error. */
  get said(): string {
    return this.errors.join('');
  }

  get pid(): number {
    return this.child.pid!;
  }

  async get<T>(
    path: string,
    token?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    return this.send<T>('GET', path, token, undefined, headers);
  }

  async post<T>(
    path: string,
    body: unknown,
    token: string | undefined = this.adminToken,
  ): Promise<Answer<T>> {
    return this.send<T>('POST', path, token, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** `body` as it is. */
  async send<T>(
    method: string,
    path: string,
    token?: string,
    body?: string | FormData,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body !== undefined && { body }),
      // A connection that was kept may be closed by the server just when a busy machine uses it again.
      headers: { connection: 'close', ...(token && { authorization: `Bearer ${token}` }), ...headers },
    });
    const content = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && content !== '';
    const answer: unknown = isJson ? JSON.parse(content) : null;
    if (isJson) await this.checkDescribed({ method, path, status: response.status, body: answer });
    return {
      status: response.status,
      headers: response.headers,
      text: content,
      body: answer as T,
    };
  }

  /** Throws unless an answer is as the API is described. */
  private async checkDescribed(answer: JsonAnswer): Promise<void> {
    const description = '/api/openapi.json';
    if (answer.path === description) return;
    this.described ??= fetch(`${this.url}${description}`, { headers: { connection: 'close' } }).then(
      (one) => one.json() as Promise<OpenAPIObject>,
    );
    const found = complaints(await this.described, answer);
    if (found.length === 0) return;
    throw new Error(`${answer.method} ${answer.path}: not as described: ${found.join('; ')}`);
  }

  /** Reads a run's events until it is over; `onEvent` sees them as they come. Returns their types. */
  async follow(
    run: string,
    onEvent: (type: string, data: Record<string, unknown>) => void = () => {},
  ): Promise<string[]> {
    const response = await fetch(`${this.url}/api/runs/${run}/events`);
    const types: string[] = [];
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = events.pop()!;
      for (const event of events) {
        const type = /^event: (.*)$/m.exec(event)?.[1];
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (type === undefined || data === undefined) continue;
        types.push(type);
        onEvent(type, JSON.parse(data) as Record<string, unknown>);
      }
    }
    return types;
  }

  /** Creates a team; its token. */
  async team(name: string): Promise<string> {
    return (await this.post<{ token: string }>('/api/teams', { name })).body.token;
  }

  /** Uploads a plugin, an agent unless `kind` says otherwise. */
  async upload(source: string, name: string, token: string, kind = 'agent'): Promise<Answer<SubmissionView>> {
    const form = new FormData();
    form.set('kind', kind);
    form.set('name', name);
    form.set('file', new Blob([source]), `${name}.ts`);
    return this.send('POST', '/api/submissions', token, form);
  }

  /** Looks until an answer of `/api/ready` has this status. */
  async until(status: 200 | 503): Promise<void> {
    while ((await this.get('/api/ready')).status !== status)
      await new Promise((later) => setTimeout(later, 50));
  }

  /** Looks until the checks of a submission are done. */
  async checked(id: string): Promise<SubmissionView> {
    for (;;) {
      const { body } = await this.get<SubmissionView>(`/api/submissions/${id}`);
      if (body.status !== 'checking') return body;
      await new Promise((later) => setTimeout(later, 100));
    }
  }

  /** Uploads files as a scenario, each by its path. */
  async scenario(
    files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
    fields: Readonly<Record<string, string>> = {},
    token = this.adminToken,
  ): Promise<Answer<ApiAnswer<'ScenarioSize'>>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [path, content] of Object.entries(files)) form.append('file', new Blob([content]), path);
    return this.send('POST', '/api/scenarios', token, form);
  }

  /** Creates a league from YAML. */
  async league(yaml: string): Promise<Answer> {
    return this.send('POST', '/api/leagues', this.adminToken, yaml, { 'content-type': 'application/yaml' });
  }

  /** Announces a season. */
  async season(definition: object): Promise<Answer<ApiAnswer<'Season'>>> {
    const yaml = { 'content-type': 'application/yaml' };
    return this.send('POST', '/api/seasons', this.adminToken, stringify(definition), yaml);
  }

  /** Removes the leagues that come along: every upload would be tried in them. */
  async withoutShippedLeagues(): Promise<void> {
    for (const one of ['nightly', 'self-play', 'dealers', 'demo'])
      await this.send('DELETE', `/api/leagues/${one}`, this.adminToken);
  }

  /** Ctrl-C, or what a service manager sends; resolves with the exit code. */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
