import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import { ChainConversation } from './chain-conversation.js';
import { removeDoor } from './chain-door.js';
import type { AnswerMessage, ChainProcessOptions, ChainReady, ChainUsage } from './chain-process-protocol.js';

/** One life of the embedded chain, seen from the parent. */
export class ChainProcess {
  /** With it: everything but what its parent alone does. */
  readonly chain: ChainConversation;
  private readonly exited: Promise<void>;
  private door: string | null = null;
  /** at its last answer to its parent */
  usage: ChainUsage = { memory: 0, processor: 0, transactions: 0 };

  private constructor(private readonly child: ChildProcess) {
    this.chain = new ChainConversation((message) => {
      // One that could not be started has no channel; it says why in a moment.
      if (child.pid === undefined) return;
      child.send(message, (error) => error && this.chain.end(`does not listen: ${error.message}`));
    });
    child.on('message', (message) => {
      const answer = message as AnswerMessage;
      this.usage = answer.usage;
      this.chain.receive(answer);
    });
    child.on('error', (error) => this.chain.end(`could not run: ${error.message}`));
    this.exited = new Promise((done) =>
      child.once('exit', (code, signal) => {
        this.chain.end(`ended (${signal ?? `exit code ${code}`})`);
        if (this.door !== null) removeDoor(this.door);
        done();
      }),
    );
  }

  static async start(options: ChainProcessOptions): Promise<{ process: ChainProcess; ready: ChainReady }> {
    const child = fork(resolve(programRoot, 'contracts/service/process/chain-process-main.js'), [], {
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
        // The engine records every step of a transaction and drops the record: were its memory given back each time, a third of the engine's time would go into getting it anew.
        MIMALLOC_PURGE_DELAY: '-1',
        HARDHAT_DISABLE_TELEMETRY: 'true',
        HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true',
      },
    });
    const started = new ChainProcess(child);
    try {
      const ready = (await started.chain.ask({ kind: 'start', options })) as ChainReady;
      started.door = ready.door;
      return { process: started, ready };
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Learns what it uses by now, or that it is gone. */
  async look(): Promise<void> {
    await this.chain.ask({ kind: 'look' }).catch(() => null);
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    this.chain.end('was stopped');
    this.child.kill('SIGKILL');
    if (this.child.pid !== undefined) await this.exited;
  }
}
