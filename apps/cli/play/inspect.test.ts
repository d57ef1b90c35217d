import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programRoot, projectRoot } from '#project-root.js';
import { temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
let child: ChildProcessWithoutNullStreams | null = null;
afterEach(() => child?.kill());

const SOURCE = `import { defineAgent } from '@gridleague/sdk';
interface Memory { rounds: number }
export default defineAgent({
  name: 'watched',
  create: () => {
    const memory: Memory = { rounds: 0 };
    return {
      bid(view) {
        memory.rounds += 1;
        debugger;
        return view.round < 0 ? [] : [];
      },
    };
  },
});
`;

const WATCHED = 'debugger;';
/** From 0. */
const WATCHED_LINE = SOURCE.split('\n').findIndex((line) => line.includes(WATCHED));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly url?: string;
    readonly sourceMapURL?: string;
    readonly callFrames?: readonly {
      readonly functionName: string;
      readonly location: { readonly lineNumber: number; readonly columnNumber: number };
    }[];
  };
}

/** A debugger as an editor has one: commands, and events as they come. */
class Debugger {
  private next = 1;
  private readonly seen: Message[] = [];
  private wake: () => void = () => undefined;

  constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      this.seen.push(JSON.parse(String(data)) as Message);
      this.wake();
    });
  }

  async command(method: string, params: object = {}): Promise<Message> {
    const id = this.next++;
    this.socket.send(JSON.stringify({ id, method, params }));
    return this.until((message) => message.id === id);
  }

  async until(isMeant: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.seen.findIndex(isMeant);
      if (found >= 0) return this.seen.splice(found, 1)[0]!;
      await new Promise<void>((done) => (this.wake = done));
    }
  }
}

it('play --inspect: waits for a debugger, which stops in the author’s TypeScript', async () => {
  const file = folder.path('watched.ts');
  await writeFile(file, SOURCE);
  const args = [
    'play',
    'blems-example',
    '--rounds',
    '2',
    '--chain',
    'memory',
    '--agent',
    file,
    '--inspect',
    '0',
    '--json',
  ];
  child = spawn(process.execPath, [resolve(programRoot, 'apps/cli/main.js'), ...args], {
    cwd: projectRoot,
    env: { ...process.env, NODE_OPTIONS: '', GRIDLEAGUE_DATA: folder.path('data') },
  });
  let [stderr, stdout] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const address = await new Promise<string>((done) =>
    child!.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const [, found] = /listening on (ws:\S+)/.exec(stderr) ?? [];
      if (found) done(found);
    }),
  );
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const session = new Debugger(socket);
  await session.command('Debugger.enable');
  await session.command('Runtime.enable');
  await session.command('Runtime.runIfWaitingForDebugger');
  const { params: script } = await session.until(
    ({ method, params }) => method === 'Debugger.scriptParsed' && params?.url === 'plugin.js',
  );
  const paused = await session.until(({ method }) => method === 'Debugger.paused');
  const { functionName, location } = paused.params!.callFrames![0]!;
  expect(functionName).toBe('bid');
  // What an editor shows there: the author's file, at the author's line.
  const data = Buffer.from(script!.sourceMapURL!.split('base64,')[1]!, 'base64').toString();
  const map = new SourceMap(JSON.parse(data) as SourceMapPayload);
  expect(map.findEntry(location.lineNumber, location.columnNumber)).toMatchObject({
    originalSource: pathToFileURL(file).href,
    originalLine: WATCHED_LINE,
  });
  await session.command('Debugger.disable');
  const ended = once(child, 'close');
  socket.close();
  expect(await ended).toEqual([0, null]);
  expect(JSON.parse(stdout)).toMatchObject({ execution: 'in-process', rounds: 2 });
});
