import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import { ChainError } from './chain-error.js';
import type {
  AnswerMessage,
  ChainProcessOptions,
  ChainReady,
  ChainProcessRequest,
  RequestMessage,
} from './chain-process-protocol.js';
import type { ChainReceipt, ChainTransaction } from './chain.port.js';
import { JsonRpcError, type JsonRpc } from './json-rpc.js';

interface Pending {
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** One life of the embedded chain, seen from the parent. */
export class ChainProcess implements JsonRpc {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private ended: ChainError | null = null;
  private readonly exited: Promise<void>;
  /** resident memory at its last answer, bytes */
  memory = 0;
  /** processor time it had used at its last answer, milliseconds */
  processor = 0;
  transactions = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message) => this.receive(message as AnswerMessage));
    child.on('error', (error) => this.end(`could not run: ${error.message}`));
    this.exited = new Promise((done) =>
      child.once('exit', (code, signal) => {
        this.end(`ended (${signal ?? `exit code ${code}`})`);
        done();
      }),
    );
  }

  static async start(options: ChainProcessOptions): Promise<{ process: ChainProcess; ready: ChainReady }> {
    const child = fork(resolve(programRoot, 'contracts/service/chain-process-main.js'), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TMPDIR: tmpdir(),
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        TZ: 'UTC',
        // One heap for all of the node's threads: it returns memory sooner.
        MALLOC_ARENA_MAX: '1',
        HARDHAT_DISABLE_TELEMETRY: 'true',
        HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true',
      },
    });
    const started = new ChainProcess(child);
    try {
      const ready = (await started.ask({ kind: 'start', options })) as ChainReady;
      return { process: started, ready };
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  get lost(): boolean {
    return this.ended !== null;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async execute(
    match: string,
    transactions: readonly ChainTransaction[],
    notBefore: number,
  ): Promise<readonly ChainReceipt[]> {
    this.transactions += transactions.length;
    return (await this.ask({ kind: 'execute', match, transactions, notBefore })) as readonly ChainReceipt[];
  }

  async fund(grants: readonly { readonly address: string; readonly amount: bigint }[]): Promise<void> {
    await this.ask({ kind: 'fund', grants });
  }

  request(method: string, parameters: readonly unknown[] = []): Promise<unknown> {
    return this.ask({ kind: 'rpc', method, parameters });
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    this.end('was stopped');
    this.child.kill('SIGKILL');
    if (this.child.pid !== undefined) await this.exited;
  }

  private ask(request: ChainProcessRequest): Promise<unknown> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise((done, failed) => {
      this.pending.set(id, { done, failed });
      const message: RequestMessage = { id, request };
      // One that could not be started has no channel; it says why in a moment.
      if (this.child.pid === undefined) return;
      this.child.send(message, (error) => error && this.end(`does not listen: ${error.message}`));
    });
  }

  private receive({ id, answer, failure, memory, processor }: AnswerMessage): void {
    this.memory = memory;
    this.processor = processor;
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (!pending) return;
    if (!failure) pending.done(answer);
    else if (failure.code) pending.failed(new ChainError(failure.code, failure.message));
    else pending.failed(new JsonRpcError(failure.message, failure.data));
  }

  private end(how: string): void {
    this.ended ??= new ChainError('chain-lost', `the chain process ${how}`);
    for (const { failed } of this.pending.values()) failed(this.ended);
    this.pending.clear();
  }
}
