import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { programRoot } from '#project-root.js';
import { ProcessPeaks } from '../processes/process-peaks.js';
import { repeatedWinter } from './repeated-winter.js';

/** ms */
const BETWEEN_LOOKS = 100;

/** What a match from the command line took. */
export interface LargeMatch {
  readonly households: number;
  readonly periods: number;
  readonly seed: string;
  readonly rounds: number;
  readonly outcome: string;
  readonly gap: number;
  /** of the whole command, s */
  readonly wall: number;
  /** processor time of the process that plays, of the plugins' sandboxes, and of all, s */
  readonly processor: { readonly match: number; readonly plugins: number; readonly all: number };
  /** resident memory at most, MB */
  readonly memory: { readonly match: number; readonly plugins: number; readonly all: number };
}

/** The report of `play --json`, as far as it is told. */
interface PlayedReport {
  readonly rounds: number;
  readonly outcome: string;
  readonly gap: number;
}

/** Plays truthful households of `repeatedWinter` with `gridleague play`, ledger in memory. Throws where the command fails. */
export async function watchedMatch(households: number, seed: string): Promise<LargeMatch> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
  await using ends = new AsyncDisposableStack();
  ends.defer(() => rm(folder, { recursive: true, force: true }));
  const scenario = await repeatedWinter(households);
  const file = join(folder, 'winter.json');
  await writeFile(file, JSON.stringify(scenario));
  const command = ['play', file, '--seed', seed, '--chain', 'memory', '--json'];
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--no-warnings', resolve(programRoot, 'apps/cli/main.js'), ...command],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, GRIDLEAGUE_DATA: folder } },
  );
  const peaks = new ProcessPeaks(child.pid!);
  const looks = setInterval(() => peaks.look(), BETWEEN_LOOKS);
  ends.defer(() => clearInterval(looks));
  const ended = once(child, 'exit') as Promise<unknown[]>;
  const [said, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const wall = (performance.now() - began) / 1000;
  if (code !== 0)
    throw new Error(`gridleague ${command.join(' ')} ended with ${String(code)}: ${complaints}`);
  const { rounds, outcome, gap } = JSON.parse(said) as PlayedReport;
  const { own, others, all } = peaks.use;
  return {
    ...{ households, periods: (scenario as { periods: number }).periods, seed, rounds, outcome, gap, wall },
    processor: { match: own.seconds, plugins: others.seconds, all: all.seconds },
    memory: { match: own.megabytes, plugins: others.megabytes, all: all.megabytes },
  };
}
