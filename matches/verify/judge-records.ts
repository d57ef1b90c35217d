import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import type { Fact } from '#results/receipts/receipts.js';
import { BundleError, type ReadMatch } from '../bundles/run-bundle.js';
import { bundleLimits } from '../bundles/bundle-limits.js';
import { HeldLines } from '../bundles/held-lines.js';
import type { MatchFinding } from './findings.js';
import type { MatchJudge } from './match-judge.js';

export interface WantedRecords {
  /** ids of all planned matches, in the order of the plan */
  readonly ids: readonly string[];
  /** the one to judge; absent: all */
  readonly only: string | undefined;
  /** whether the records are wanted afterwards */
  readonly holds: boolean;
  readonly onMatch?: ((done: number, total: number) => void) | undefined;
}

export interface JudgedRecords {
  readonly verdicts: ReadonlyMap<string, MatchFinding>;
  /** the result hashes that the root is taken over: of all that claim to be replayed */
  readonly facts: readonly Fact[];
  readonly played: ReadonlyMap<string, MatchRecord>;
}

/**
 * Reads all records, a portion at a time, and has them judged. Throws `BundleError` where one is not planned,
 * stands there twice, or not in its place.
 */
export async function judgeRecords(
  matches: AsyncIterable<ReadMatch>,
  judge: MatchJudge,
  { ids, only, holds, onMatch }: WantedRecords,
): Promise<JudgedRecords> {
  const verdicts = new Map<string, MatchFinding>();
  const facts: Fact[] = [];
  const played = new Map<string, MatchRecord>();
  const held = new HeldLines();
  for await (const records of batchesOf(inOrder(matches, ids))) {
    facts.push(...records.flatMap(({ match, record: { report } }) => factOf(match, report)));
    const wanted = records.filter(({ match }) => only === undefined || match === only);
    for (const verdict of await judge.verdicts(wanted)) verdicts.set(verdict.match, verdict);
    if (wanted.length > 0) onMatch?.(verdicts.size, only === undefined ? ids.length : 1);
    if (!holds) continue;
    if (!records.every((read) => held.hold(read)))
      throw new BundleError('its tables are made of too many matches, or too large ones');
    for (const { match, record } of wanted) played.set(match, record);
  }
  return { verdicts, facts, played };
}

/** Nothing vouches for a match with a program outside of the sandbox. */
function factOf(id: string, { execution, resultHash }: MatchReport): Fact[] {
  return execution === 'sandbox' ? [{ id, hash: resultHash }] : [];
}

const MOST_MATCHES = 64;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_VALUES = bundleLimits.lineValues;

/** Matches in portions that can be held and replayed together. */
async function* batchesOf(matches: AsyncIterable<ReadMatch>): AsyncGenerator<readonly ReadMatch[]> {
  let records: ReadMatch[] = [];
  let [bytes, values] = [0, 0];
  for await (const read of matches) {
    records.push(read);
    bytes += read.bytes;
    values += read.values;
    if (records.length < MOST_MATCHES && bytes < MOST_BYTES && values < MOST_VALUES) continue;
    yield records;
    [records, bytes, values] = [[], 0, 0];
  }
  if (records.length > 0) yield records;
}

async function* inOrder(
  matches: AsyncIterable<ReadMatch>,
  planned: readonly string[],
): AsyncGenerator<ReadMatch> {
  const places = new Map(planned.map((match, index) => [match, index]));
  let last = -1;
  for await (const read of matches) {
    const { match } = read;
    const place = places.get(match);
    if (place === undefined) throw new BundleError(`match ${match} is not in the run's plan`);
    if (place <= last) throw new BundleError(`match ${match} stands there twice, or not in its place`);
    last = place;
    yield read;
  }
}
