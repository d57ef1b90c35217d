import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import { bundleFrom, type RunHead } from '../../match/run-bundle.js';
import type { Findings } from '../remote/findings.js';
import { verifyBundle, type BundleCheck } from '../remote/verify-bundle.js';
import type { BundleRun } from './bundle-runs.js';

/** A bundle's lines as JSON values, open to any change. */
export type Lines = [head: Loose, ...matches: Loose[]];
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a forger's view of JSON
export type Loose = any;

/** The lines of a run, as they are written. */
export function linesOf({ head, played }: BundleRun): Lines {
  const matches = [...played].map(([match, record]) => lineOf(match, record));
  matches.sort((a, b) => ((a.match as string) < (b.match as string) ? -1 : 1));
  return JSON.parse(JSON.stringify([head satisfies RunHead, ...matches])) as Lines;
}

function lineOf(match: string, { roundCap, report, rounds }: PlayedMatchRecord): Loose {
  return { match, roundCap, report, rounds };
}

export function packed(lines: readonly unknown[]): Buffer {
  return gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Verifies the bytes of a bundle. Throws like `verifyBundle`. */
export async function verified(bytes: Buffer, check: BundleCheck): Promise<Findings> {
  return verifyBundle(await bundleFrom(Readable.from([bytes]), 'bundle'), check);
}
