import { getPriority, setPriority } from 'node:os';
import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { compiledRoot } from '#project-root.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import type { MatchPlayer, MissingPart, PlayOutcome } from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import { ChainLeases } from './chain-leases.js';
import type { MatchComparison, StoredMatch } from '../verify/compare-match.js';
import type { ChainFault, LeaseRequest, FromWorker, LedgerKind, ToWorker } from './protocol.js';

export interface WorkerOptions {
  readonly chain: ChainSource;
  /** from which the accounts of the seats are derived */
  readonly secret: string;
  readonly ledger: LedgerKind;
  /** of its processes, on top of the server's own; default `MATCH_NICENESS` */
  readonly niceness?: number;
}

export type CompareOutcome =
  | Exclude<PlayOutcome, { status: 'played' }>
  | { readonly status: 'compared'; readonly comparison: MatchComparison };

interface Game {
  readonly onAlive: () => void;
  readonly end: (outcome: PlayOutcome | CompareOutcome | CheckOutcome) => void;
}

type CheckOutcome =
  | Exclude<PlayOutcome, { status: 'played' }>
  | { readonly status: 'checked'; readonly missing: MissingPart | null };

/** A match worker, seen from its parent: its process is started when needed and again when it died. */
export class WorkerProcess implements MatchPlayer {
  private child: ChildProcess | null = null;
  private game: Game | null = null;
  /** sandbox processes that it said are alive */
  sandboxes = 0;

  constructor(private readonly options: WorkerOptions) {}

  /** null: not running */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  play(task: MatchTask, attempt: number, onAlive: () => void): Promise<PlayOutcome> {
    const { ledger } = this.options;
    return this.begin<PlayOutcome>({ kind: 'play', task, attempt, ledger }, onAlive);
  }

  /** Plays a match once more, in memory, and compares. Never rejects. */
  compare(task: MatchTask, stored: StoredMatch, onAlive: () => void): Promise<CompareOutcome> {
    return this.begin<CompareOutcome>({ kind: 'compare', task, stored }, onAlive);
  }

  async check(): Promise<MissingPart | null> {
    const order = { kind: 'check', ledger: this.options.ledger } as const;
    const outcome = await this.begin<CheckOutcome>(order, () => undefined);
    if (outcome.status === 'checked') return outcome.missing;
    return { part: 'a worker process', reason: outcome.status === 'fault' ? outcome.reason : 'it is silent' };
  }

  private begin<Outcome>(order: ToWorker, onAlive: () => void): Promise<Outcome> {
    if (this.game) throw new Error('a worker plays one match at a time');
    return new Promise((resolve) => {
      const end: Game['end'] = (outcome) => {
        this.game = null;
        resolve(outcome as Outcome);
      };
      this.game = { onAlive, end };
      try {
        this.child ??= this.start();
        this.tell(this.child, order);
      } catch (error) {
        end({ status: 'fault', reason: `no worker could be started: ${String(error)}` });
      }
    });
  }

  async interrupt(): Promise<void> {
    this.game?.end({ status: 'stopped' });
    await this.close();
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    const { child } = this;
    this.child = null;
    this.sandboxes = 0;
    // One that never ran has no id.
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  private start(): ChildProcess {
    const child = fork(resolve(compiledRoot, 'matches/workers/main.js'), [], {
      serialization: 'advanced',
      execArgv: ['--no-warnings'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
    });
    yieldToReaders(child, this.options.niceness ?? MATCH_NICENESS);
    const leases = new ChainLeases(this.options.chain, this.options.secret);
    child.on('message', (message: FromWorker) => this.receive(child, leases, message));
    const lost = (how: string): void => {
      void leases.releaseAll();
      // One that was interrupted is nobody's any more.
      if (this.child !== child) return;
      this.child = null;
      this.sandboxes = 0;
      this.game?.end({ status: 'fault', reason: `the worker ${how}` });
    };
    child.on('error', (error) => lost(`could not run: ${error.message}`));
    child.on('exit', (code, signal) => lost(`ended (${signal ?? `exit code ${code}`})`));
    return child;
  }

  private receive(child: ChildProcess, leases: ChainLeases, message: FromWorker): void {
    switch (message.kind) {
      case 'round':
        if (child === this.child) this.sandboxes = message.sandboxes;
        this.game?.onAlive();
        return;
      case 'played':
        this.game?.end({ status: 'played', ...message.result });
        return;
      case 'compared':
        this.game?.end({ status: 'compared', comparison: message.comparison });
        return;
      case 'checked':
        this.game?.end({ status: 'checked', missing: message.missing });
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
    leases: ChainLeases,
    id: number,
    request: LeaseRequest,
  ): Promise<void> {
    try {
      this.tell(child, { kind: 'chain-answer', id, answer: await leases.answer(request) });
    } catch (error) {
      this.tell(child, { kind: 'chain-answer', id, failure: faultOf(error) });
    }
  }

  private tell(child: ChildProcess, message: ToWorker): void {
    // A child that is gone is noticed by its exit.
    if (child.connected) child.send(message, () => undefined);
  }
}

function faultOf(error: unknown): ChainFault {
  if (!(error instanceof Error)) return { name: 'Error', code: null, message: String(error) };
  const { code } = error as { code?: unknown };
  return { name: error.name, code: typeof code === 'string' ? code : null, message: error.message };
}

/** Matches take all the processor time there is; who answers readers comes first. */
export const MATCH_NICENESS = 5;
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
