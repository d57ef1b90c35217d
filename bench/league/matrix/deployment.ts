import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChainEngine } from '#contracts/service/engines/chain-engine.js';
import type { DatabaseAddress } from '#database/address.js';
import { programRoot } from '#project-root.js';
import { ServedLeague } from '../served-league.js';
import type { ProcessKind } from '../../processes/process-load.js';
import type { SpareDatabase } from '../../postgres/own-postgres.js';

/** How matches are played. */
export interface Setting {
  /** matches at once */
  readonly workers: number;
  readonly chains: number;
  readonly engine: ChainEngine;
  readonly database: 'sqlite' | 'postgres';
}

/**
 * A server and who plays for it, as the operator's guide starts them. With SQLite these are match workers of the server itself; on PostgreSQL
 * the server leaves matches to as many `worker` commands as there are chains, each with a chain of its own.
 */
export class MeasuredDeployment implements AsyncDisposable {
  private constructor(
    readonly server: ServedLeague,
    private readonly commands: readonly ChildProcess[],
    /** processes from which all others come */
    readonly roots: ReadonlyMap<number, ProcessKind>,
  ) {}

  /** `folder`: of its own; `database`: null: a file in it. */
  static async start(
    setting: Setting,
    folder: string,
    database: SpareDatabase | null,
  ): Promise<MeasuredDeployment> {
    const { workers, chains, engine } = setting;
    const server = await ServedLeague.start(join(folder, 'data'), {
      ...{ DATABASE_URL: database?.address ?? '', GRIDLEAGUE_WORKERS: String(database ? 0 : workers) },
      ...{ GRIDLEAGUE_CHAINS: String(database ? 1 : chains), CHAIN_ENGINE: engine, CHAIN_RPC_URL: '' },
    });
    const roots = new Map<number, ProcessKind>([[server.pid, 'server']]);
    if (database?.pid) roots.set(database.pid, 'database');
    const commands: ChildProcess[] = [];
    const deployment = new MeasuredDeployment(server, commands, roots);
    try {
      for (let i = 0; database && i < chains; i++) {
        const options = [
          ...['--server', server.url, '--cache', join(folder, `cache-${i}`)],
          ...['--workers', String(workers / chains), '--chain', engine === 'anvil' ? 'anvil' : 'embedded'],
        ];
        const command = await workerCommand(database.address, options);
        commands.push(command);
        roots.set(command.pid!, 'worker');
      }
      return deployment;
    } catch (error) {
      await deployment[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.commands.map(async (command) => {
        const ended = once(command, 'exit');
        if (command.exitCode === null && command.kill('SIGTERM')) await ended;
      }),
    );
    await this.server.stop();
  }
}

/** Starts `gridleague worker`; resolves once it plays. Throws what it says where it ends before. */
async function workerCommand(database: DatabaseAddress, options: readonly string[]): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', resolve(programRoot, 'apps/cli/main.js'), 'worker', ...options],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DATABASE_URL: database } },
  );
  const said: string[] = [];
  await new Promise<void>((done, failed) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('"worker started"')) done();
      said.push(line);
    });
    child.once('exit', (code) => failed(new Error(`a worker ended with ${code}: ${said.join('\n')}`)));
  });
  return child;
}
