import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A browser of this machine; undefined: there is none. */
export const browserPath = [process.env.GRIDLEAGUE_BROWSER ?? '', ...EXECUTABLES].find((path) =>
  existsSync(path),
);

const QUIET = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--remote-debugging-port=0'],
];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A page in a real browser, steered by the DevTools protocol. */
export class BrowserPage {
  /** what the page complained about: errors, and what its security policy refused */
  readonly complaints: string[] = [];
  private readonly waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  private session: string | undefined;
  private calls = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly socket: WebSocket,
  ) {
    socket.addEventListener('message', ({ data }) => this.hear(JSON.parse(String(data)) as Message));
  }

  static async open(): Promise<BrowserPage> {
    const folder = await mkdtemp(join(tmpdir(), 'b-'));
    const child = spawn(browserPath!, [...QUIET, `--user-data-dir=${folder}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // What it leaves behind goes with the folder.
      env: { ...process.env, TMPDIR: folder },
    });
    const address = await new Promise<string>((done, failed) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /ws:\S+/.exec(said);
        if (found) done(found[0]);
      });
      child.once('exit', () => failed(new Error(`the browser did not start: ${said}`)));
    });
    const socket = new WebSocket(address);
    await new Promise((done) => socket.addEventListener('open', done, { once: true }));
    const page = new BrowserPage(child, folder, socket);
    const { targetId } = await page.call('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await page.call('Target.attachToTarget', { targetId, flatten: true });
    page.session = sessionId as string;
    for (const domain of ['Page', 'Log', 'Runtime']) await page.call(`${domain}.enable`);
    return page;
  }

  async width(width: number): Promise<void> {
    const mobile = width < 600;
    await this.call('Emulation.setDeviceMetricsOverride', {
      width,
      height: 800,
      deviceScaleFactor: 1,
      mobile,
    });
  }

  async goTo(url: string): Promise<void> {
    await this.call('Page.navigate', { url });
    await this.until(
      `document.readyState === 'complete' && location.href.startsWith(${JSON.stringify(url)})`,
    );
  }

  /** What an expression gives in the page, a promise's value included. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.call('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value: T }).value;
  }

  /** What axe finds serious in the page as it is: a rule and where it is broken. */
  async barriers(): Promise<string[]> {
    await this.evaluate(`${await readFile(AXE, 'utf8')};1`);
    return this.evaluate<
      string[]
    >(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`);
  }

  /** Seconds of processor time that the page's thread has worked: other work on the machine does not count. */
  async processorSeconds(): Promise<number> {
    await this.call('Performance.enable', { timeDomain: 'threadTicks' });
    const { metrics } = await this.call('Performance.getMetrics');
    return (metrics as { name: string; value: number }[]).find(({ name }) => name === 'TaskDuration')!.value;
  }

  /** Looks until an expression is true in the page. */
  async until(expression: string): Promise<void> {
    while (!(await this.evaluate<boolean>(expression).catch(() => false)))
      await new Promise((later) => setTimeout(later, 50));
  }

  async close(): Promise<void> {
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await gone;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private call(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.calls;
    const answer = Promise.withResolvers<Record<string, unknown>>();
    this.waiting.set(id, answer);
    this.socket.send(
      JSON.stringify({ id, method, params, ...(this.session && { sessionId: this.session }) }),
    );
    return answer.promise;
  }

  private hear({ id, method, params, result, error }: Message): void {
    if (method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown')
      this.complaints.push(JSON.stringify(params));
    if (id === undefined) return;
    if (error) this.waiting.get(id)?.reject(new Error(error.message));
    else this.waiting.get(id)?.resolve(result ?? {});
    this.waiting.delete(id);
  }
}
