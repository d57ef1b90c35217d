import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { engineIdentity } from '#matches/play/engine-identity.js';
import { projectRoot } from '#project-root.js';
import { committedBuild } from './committed-build.js';

/** The option of `npm run bench` that leaves published figures alone. */
export const UNPUBLISHED = '--unpublished';

/** Where benchmarks leave their figures: those that are published name the commit which they are of. */
export class Results {
  /** `isUnpublished`: all figures go to var/bench; `root`: the folder of the clone. */
  constructor(
    private readonly isUnpublished: boolean,
    private readonly root = projectRoot,
  ) {}

  /**
   * bench/results/<name>.json, or var/bench/<name>.json of a quick run or of a part. Ask before anything is measured: throws
   * `UncommittedError` where figures are to be published and the build is that of no commit.
   */
  async open(name: string, isPart: boolean): Promise<ResultsFile> {
    const isPublished = !isPart && !this.isUnpublished;
    const engine = await engineIdentity();
    return new ResultsFile(
      name,
      resolve(this.root, isPublished ? 'bench/results' : 'var/bench', `${name}.json`),
      isPublished ? { ...engine, commit: await committedBuild(this.root) } : engine,
      isPublished,
    );
  }
}

/** The figures of one benchmark, with the build, the machine and the day. */
export class ResultsFile {
  constructor(
    private readonly name: string,
    readonly path: string,
    private readonly engine: object,
    readonly isPublished: boolean,
  ) {}

  /** Returns the file's path. */
  async write(results: object): Promise<string> {
    return this.store({ ...this.origin(), ...results });
  }

  /** The same of parts that are measured by themselves, each with its own build and machine; those that are not among them stay as they are. */
  async writeParts(measured: Readonly<Record<string, object>>): Promise<string> {
    const from = this.origin();
    const parts = Object.entries(measured).map(([part, results]) => [part, { ...from, ...results }] as const);
    return this.store({ ...(await this.written()), ...Object.fromEntries(parts) });
  }

  private origin(): object {
    const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
    return { engine: this.engine, machine, measured: new Date().toISOString().slice(0, 10) };
  }

  private async store(results: object): Promise<string> {
    await mkdir(resolve(this.path, '..'), { recursive: true });
    await writeFile(this.path, `${JSON.stringify({ benchmark: this.name, ...results }, null, 2)}\n`);
    return this.path;
  }

  private async written(): Promise<object> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    return JSON.parse(text) as object;
  }
}
