import { GridLeagueError } from '#market/errors.js';
import { strongest, strongestFences, type Fences } from '../processes/fences.js';
import { rootsToTry, type CompilerFences } from './compiler-fences.js';
import { compilerImage, type CompilerImage } from './compiler-image.js';
import { CompilerProcess, type CompileLimits, type CompileOutcome } from './compiler-process.js';
import type { CompileRequest } from './protocol.js';

/** The machine could not start a compiling process at all: our fault, not a plugin's. */
class CompilerUnavailableError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'compiler-unavailable';
}

const ATTEMPTS = 3;

/** Compiles one source after the other, in processes that are ended and replaced when one is too much for them. */
export class Compiler {
  private process: CompilerProcess | null = null;
  private surroundings: CompilerFences | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  /** What surrounds the processes, found by starting one. */
  layers(): Promise<CompilerFences> {
    return this.next(async () => {
      await this.usable(compilerImage());
      return this.surroundings!;
    });
  }

  /** Throws `CompilerUnavailableError`, and nothing for what is in the source. */
  compile(request: Omit<CompileRequest, 'sdk'>, limits: CompileLimits): Promise<CompileOutcome> {
    return this.next(async () => {
      const image = compilerImage();
      const process = await this.usable(image);
      return process.compile({ ...request, sdk: image.sdk }, limits);
    });
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async usable(image: CompilerImage): Promise<CompilerProcess> {
    if (this.process?.isUsable) return this.process;
    if (!this.surroundings) await strongestFences((fences) => this.tryBehind(image, fences));
    for (let attempt = 0; attempt < ATTEMPTS && !this.process?.isUsable; attempt++)
      if (this.surroundings) this.process = await CompilerProcess.start(image, this.surroundings);
    if (this.process?.isUsable) return this.process;
    throw new CompilerUnavailableError('no process for compiling plugins can be started here');
  }

  private async tryBehind(image: CompilerImage, fences: Fences): Promise<boolean> {
    const found = await strongest(rootsToTry(fences), async (engineRoot) => {
      const process = await CompilerProcess.start(image, { fences, engineRoot });
      if (!process) return false;
      await this.process?.end();
      this.process = process;
      this.surroundings = { fences, engineRoot };
      return true;
    });
    return found !== undefined;
  }
}
