import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { ChainSummary } from '#contracts/client/chain-ledger.js';
import type { MatchReport } from '#market/match/report.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import { bundleFrom, type BundledMatch, type RunHead } from '#matches/runs/run-bundle.js';
import type { Findings } from '#matches/verify/findings.js';
import { verifyBundle, type BundleCheck } from '#matches/verify/verify-bundle.js';
import type { BundleRun } from './bundle-runs.js';

type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

export type ForgedHead = Writable<RunHead>;
/** A match whose ledger is told as one on a chain. */
export type ForgedMatch = Writable<Omit<BundledMatch, 'report'>> & {
  report: Writable<Omit<MatchReport, 'chain'>> & { chain: Writable<ChainSummary> };
};
/** A bundle's lines, open to any change; as many matches as the run has. */
export type Lines = [ForgedHead, ForgedMatch, ForgedMatch, ForgedMatch];

/** The lines of a run, as they are written. */
export function linesOf({ head, played }: BundleRun): Lines {
  const matches = [...played].map(([match, record]) => lineOf(match, record));
  matches.sort((a, b) => (a.match < b.match ? -1 : 1));
  return JSON.parse(JSON.stringify([head, ...matches])) as Lines;
}

function lineOf(match: string, { roundCap, report, rounds }: PlayedMatchRecord): BundledMatch {
  return { match, roundCap, report, rounds };
}

export function packed(lines: readonly unknown[]): Buffer {
  return gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Verifies the bytes of a bundle. Throws like `verifyBundle`. */
export async function verified(bytes: Buffer, check: BundleCheck): Promise<Findings> {
  return verifyBundle(await bundleFrom(Readable.from([bytes]), 'bundle'), check);
}
