import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';

/** A plugin a run was played with. */
export interface BundledPlugin extends FrozenSubmission {
  readonly file: string;
  /** null: not for whoever asked for the bundle */
  readonly source: string | null;
}

/** What a run was: everything but its matches. */
export interface RunHead {
  readonly format: 'gridleague-run';
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly plugins: readonly BundledPlugin[];
  /** Merkle roots of the matches' result hashes and of the plugins, and where they were anchored; null: nowhere */
  readonly anchor: {
    readonly matches: string;
    readonly submissions?: string;
    readonly network: string;
    readonly transaction: string | null;
  } | null;
}

/** A played match of the run. */
export interface BundledMatch extends PlayedMatchRecord {
  readonly match: string;
}

/**
 * A bundle is gzipped JSON Lines, the head and then a line a match, so that a run of any size can be written
 * and read match by match.
 */
export const bundleEnding = '.jsonl.gz';

/** A bundle cannot be read. */
export class BundleError extends Error {
  readonly code = 'bad-bundle';
  override readonly name = 'BundleError';
}

/** The lines of a bundle; `matches` as JSON. */
export async function* bundleLines(
  head: RunHead,
  matches: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`;
  for await (const match of matches) yield `${match}\n`;
}

export interface RunBundle {
  readonly head: RunHead;
  /** to be gone through once */
  readonly matches: AsyncIterable<BundledMatch>;
}

/** Opens a bundle. Throws `BundleError`, also while its matches are read. */
export async function readBundle(file: string): Promise<RunBundle> {
  const lines = linesOf(file);
  const first = await lines.next();
  const head = (first.done ? null : parsedLine(file, first.value)) as RunHead | null;
  if (head?.format !== 'gridleague-run') throw new BundleError(`${file}: is no bundle of a run`);
  async function* matches(): AsyncGenerator<BundledMatch> {
    for await (const line of lines) yield parsedLine(file, line) as BundledMatch;
  }
  return { head, matches: matches() };
}

/** All matches of a bundle at once, by id. */
export async function playedMatches({ matches }: RunBundle): Promise<Map<string, PlayedMatchRecord>> {
  const played = new Map<string, PlayedMatchRecord>();
  for await (const { match, ...record } of matches) played.set(match, record);
  return played;
}

async function* linesOf(file: string): AsyncGenerator<string, void> {
  const plain = createGunzip();
  const source = createReadStream(file).on('error', (error) => plain.destroy(error));
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of source.pipe(plain) as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    throw new BundleError(`${file}: cannot be read: ${(error as Error).message}`);
  } finally {
    source.destroy();
  }
}

function parsedLine(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BundleError(`${file}: is damaged: not JSON`);
  }
}
