import { getPriority, setPriority } from 'node:os';
import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import { fencesHere } from '#sandbox/isolated/fences-here.js';
import { REMOTE_SECONDS } from '#sandbox/elsewhere/remote-agent.js';
import type { Fences } from '#sandbox/processes/fences.js';
import type {
  DaysInPlay,
  MatchPlayer,
  MatchProgress,
  MissingPart,
  PlayOutcome,
} from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import { UnpaidError } from '#contracts/service/chain-error.js';
import type { OpenedChain } from '../ledger/ledger-choice.js';
import { ChainLeases } from './chain-leases.js';
import { LineEnds } from './line-ends.js';
import { ownEnvironment } from './own-environment.js';
import type { RemoteExchange } from './remote-exchange.port.js';
import type { StoredMatch } from '../verify/differences/compare-match.js';
import { tellingEnvironment } from './told-worker.js';
import type {
  ChainFault,
  LeaseRequest,
  FromWorker,
  ReplayedMatch,
  ToWorker,
  ReplayPurpose,
} from './protocol.js';

export interface WorkerOptions {
  /** where the ledgers of its matches are kept; null: in memory */
  readonly chain: OpenedChain | null;
  /** where remote agents are connected; default: nowhere */
  readonly remote?: RemoteExchange;
  /** that these have to be there, and for each call; default `REMOTE_SECONDS` */
  readonly remoteSeconds?: number;
  /** of one who plays programs of his own: another main program, and what else is in its environment; default: nobody does */
  readonly own?: OwnWorker;
  /** of its processes, on top of the server's own; default `MATCH_NICENESS` */
  readonly niceness?: number;
  /** of its heap; default `HEAP_MEGABYTES` */
  readonly heapMegabytes?: number;
  /** where V8 tells of its end; default: where this process does */
  readonly stderr?: 'inherit' | 'ignore';
}

/** A worker that starts programs of whoever plays here. */
export interface OwnWorker {
  /** compiled, from the root */
  readonly main: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Of a worker's own heap: orders, books and the record of the largest match; plugins and the chain run beyond it. */
export const HEAP_MEGABYTES = 4096;

interface Game {
  readonly onAlive: (progress: MatchProgress) => void;
  readonly onDay: DaysInPlay['onDay'];
  /** of tables that it plays again for */
  readonly pieces: Uint8Array[];
  readonly end: (outcome: PlayOutcome<Played>) => void;
}

type Played = Extract<FromWorker, { kind: 'played' }>['result'];

const NO_DAYS: DaysInPlay = { played: [], onDay: () => undefined };

/** A match worker, seen from its parent: its process is started when needed and again when it died. */
export class WorkerProcess implements MatchPlayer {
  private child: ChildProcess | null = null;
  private game: Game | null = null;
  /** hashes of scenarios that the process has opened: they need not travel again */
  private readonly opened = new Set<string>();
  /** sandbox processes that it said are alive */
  sandboxes = 0;

  constructor(private readonly options: WorkerOptions) {}

  /** null: not running */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  play(
    task: MatchTask,
    attempt: number,
    onAlive: (progress: MatchProgress) => void,
    { played: days, onDay }: DaysInPlay = NO_DAYS,
  ): Promise<PlayOutcome> {
    const onChain = this.options.chain !== null;
    const order = { kind: 'play', task: this.lightened(task), attempt, onChain, days } as const;
    return this.playing(task, order, onAlive, onDay);
  }

  /** Plays a match once more, in memory, and compares. Never rejects. */
  compare(
    task: MatchTask,
    stored: StoredMatch,
    wanted: ReplayPurpose,
    onAlive: (progress: MatchProgress) => void,
  ): Promise<PlayOutcome<ReplayedMatch>> {
    return this.playing(task, { kind: 'compare', task: this.lightened(task), stored, wanted }, onAlive);
  }

  async check(): Promise<MissingPart | null> {
    const order = { kind: 'check', onChain: this.options.chain !== null } as const;
    const outcome = await this.begin<MissingPart | null>(order, () => undefined);
    if (outcome.status === 'played') return outcome.result;
    return { part: 'a worker process', reason: outcome.status === 'fault' ? outcome.reason : 'it is silent' };
  }

  private lightened(task: MatchTask): MatchTask {
    const { scenario } = task;
    return this.opened.has(scenario.sha256) ? { ...task, scenario: { ...scenario, content: '' } } : task;
  }

  private async playing<Result>(
    { scenario }: MatchTask,
    order: ToWorker,
    onAlive: (progress: MatchProgress) => void,
    onDay = NO_DAYS.onDay,
  ): Promise<PlayOutcome<Result>> {
    const outcome = await this.begin<Result>(order, onAlive, onDay);
    if (outcome.status === 'played') this.opened.add(scenario.sha256);
    return outcome;
  }

  private begin<Result>(
    order: ToWorker,
    onAlive: (progress: MatchProgress) => void,
    onDay = NO_DAYS.onDay,
  ): Promise<PlayOutcome<Result>> {
    if (this.game) throw new Error('a worker plays one match at a time');
    return new Promise((resolve) => {
      const end: Game['end'] = (outcome) => {
        if (this.game === game) this.game = null;
        resolve(outcome as PlayOutcome<Result>);
      };
      const game: Game = (this.game = { onAlive, onDay, pieces: [], end });
      this.give(order, game).catch((error: unknown) =>
        end({ status: 'fault', reason: `no worker could be started: ${String(error)}` }),
      );
    });
  }

  private async give(order: ToWorker, game: Game): Promise<void> {
    const fences = await fencesHere();
    if (this.game !== game) return;
    this.child ??= this.start(fences);
    this.tell(this.child, order);
  }

  async interrupt(): Promise<void> {
    this.game?.end({ status: 'stopped' });
    await this.close();
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    const { child } = this;
    this.forget();
    // One that never ran has no id.
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  private start(fences: Fences): ChildProcess {
    const { heapMegabytes: heap = HEAP_MEGABYTES, stderr = 'inherit', own } = this.options;
    const { remoteSeconds = REMOTE_SECONDS } = this.options;
    const child = fork(resolve(programRoot, own?.main ?? 'matches/workers/main.js'), [], {
      serialization: 'advanced',
      execArgv: ['--no-warnings', `--max-old-space-size=${heap}`],
      stdio: ['ignore', 'inherit', stderr, 'ipc'],
      env: { ...ownEnvironment(), ...own?.environment, ...tellingEnvironment({ fences, remoteSeconds }) },
    });
    yieldToReaders(child, this.options.niceness ?? MATCH_NICENESS);
    const { chain } = this.options;
    const leases = chain && new ChainLeases(chain.source, chain.secret);
    const lines = new LineEnds(this.options.remote ?? null, (line, heard) =>
      this.tell(child, { kind: 'heard', line, heard }),
    );
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'line') lines.take(message.line, message.order);
      else this.receive(child, leases, message);
    });
    const lost = (how: string): void => {
      void leases?.releaseAll();
      lines.closeAll();
      // One that was interrupted is nobody's any more.
      if (this.child !== child) return;
      this.forget();
      this.game?.end({ status: 'fault', reason: `the worker ${how}` });
    };
    child.on('error', (error) => lost(`could not run: ${error.message}`));
    // V8 aborts where its heap ends, and tells nobody else why.
    const why = (signal: string | null): string =>
      signal === 'SIGABRT' ? `, as at more than ${heap} MB of heap` : '';
    child.on('exit', (code, signal) => lost(`ended (${signal ?? `exit code ${code}`}${why(signal)})`));
    return child;
  }

  private forget(): void {
    this.child = null;
    this.sandboxes = 0;
    this.opened.clear();
  }

  private receive(
    child: ChildProcess,
    leases: ChainLeases | null,
    message: Exclude<FromWorker, { kind: 'line' }>,
  ): void {
    switch (message.kind) {
      case 'alive':
        if (child === this.child) this.sandboxes = message.sandboxes;
        this.game?.onAlive(message.progress);
        return;
      case 'day':
        this.game?.onDay(message.day);
        return;
      case 'piece':
        this.game?.pieces.push(message.piece);
        return;
      case 'played':
        this.game?.end({ status: 'played', result: withTables(message.result, this.game.pieces) });
        return;
      case 'fault':
        this.game?.end({ status: 'fault', reason: message.reason });
        return;
      case 'chain':
        void this.serve(child, leases, message.id, message.request);
    }
  }

  private async serve(
    child: ChildProcess,
    leases: ChainLeases | null,
    id: number,
    request: LeaseRequest,
  ): Promise<void> {
    try {
      this.tell(child, { kind: 'chain-answer', id, answer: await leases!.answer(request) });
    } catch (error) {
      this.tell(child, { kind: 'chain-answer', id, failure: faultOf(error) });
    }
  }

  private tell(child: ChildProcess, message: ToWorker): void {
    // A child that is gone is noticed by its exit.
    if (child.connected) child.send(message, () => undefined);
  }
}

/** What came of an order, with the tables that were sent before it. */
function withTables(result: Played, pieces: readonly Uint8Array[]): Played {
  return result && 'tables' in result && result.tables ? { ...result, tables: pieces } : result;
}

function faultOf(error: unknown): ChainFault {
  if (!(error instanceof Error)) return { name: 'Error', code: null, message: String(error) };
  const { code } = error as { code?: unknown };
  const { name, message } = error;
  const fault = { name, code: typeof code === 'string' ? code : null, message };
  return error instanceof UnpaidError ? { ...fault, receipts: error.receipts } : fault;
}

/** Matches take all the processor time there is; who answers readers comes first. */
const MATCH_NICENESS = 5;
/** Matches go first; much more would let the clock strike in replays where it did not in matches. */
export const REPLAY_NICENESS = 8;
const LEAST_PRIORITY = 19;

/** For the process and those it starts. */
function yieldToReaders({ pid }: ChildProcess, niceness: number): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(LEAST_PRIORITY, getPriority() + niceness));
  } catch {
    // It has ended already, or the system has no priorities: it plays all the same.
  }
}
