import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { ChainSummary } from '#contracts/client/chain-ledger.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { carriedPackages } from '../../bundles/carried-packages.js';
import { bundleFrom } from '../../bundles/run-bundle.js';
import type { BundleHead } from '../../bundles/run-head.js';
import type { Findings } from '../findings.js';
import { verifyBundle, type BundleCheck } from '../verify-bundle.js';
import type { BundleRun } from './bundle-runs.js';
import { oldEngine } from './dressed-as-old.js';

type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

export type ForgedHead = Writable<BundleHead>;
/** A match whose ledger is told as one on a chain. */
export type ForgedMatch = Writable<Omit<MatchRecord, 'report'>> & {
  match: string;
  report: Writable<Omit<MatchReport, 'chain'>> & { chain: Writable<ChainSummary> };
};
/** A bundle's lines, open to any change; as many matches as the run has. */
export type Lines = [ForgedHead, ForgedMatch, ForgedMatch, ForgedMatch];

/** The lines of a run, as they are written. */
export function linesOf({ head, played }: BundleRun): Lines {
  return asLines({ format: 'gridleague-run', version: 2, ...head }, played);
}

/** The same as it is written today, with its scenarios frozen and carried by its bundle. */
export function frozenLines({ frozen, packages, played }: BundleRun): unknown[] {
  const [head, ...matches] = asLines({ format: 'gridleague-run', version: 3, ...frozen }, played);
  const carried = carriedPackages(frozen, packages).map(({ content }): unknown => JSON.parse(content));
  return [head, ...carried.map((one) => ({ package: one })), ...matches];
}

function asLines(first: BundleHead, played: BundleRun['played']): Lines {
  const matches = [...played].map(([match, record]) => ({ match, ...record }));
  matches.sort((a, b) => (a.match < b.match ? -1 : 1));
  return JSON.parse(JSON.stringify([first, ...matches])) as Lines;
}

/** The lines as they are written now: with the scenarios that were frozen. */
export function frozenLinesOf({ frozen, packages, played }: BundleRun): unknown[] {
  const first: BundleHead = { format: 'gridleague-run', version: 3, ...frozen };
  const carried = [...packages.values()].map(({ content }) => ({ package: JSON.parse(content) as unknown }));
  const matches = [...played].map(([match, record]) => ({ match, ...record }));
  matches.sort((a, b) => (a.match < b.match ? -1 : 1));
  return JSON.parse(JSON.stringify([first, ...carried, ...matches])) as unknown[];
}

/**
 * The same lines as the first version of bundles had them: the round cap stood beside the report, and reports had no
 * account. For markets without a grid, where gains are measured from no trade as they were then.
 */
export function linesOfVersion1([{ version: _, ...head }, ...matches]: Lines): unknown[] {
  const old = matches.map(({ match, report, rounds }) => {
    const { roundCap, baseline, account, gainShares, ...then } = report;
    return { match, report: { ...then, engine: oldEngine }, rounds, roundCap };
  });
  return [head, ...old];
}

export function packed(lines: readonly unknown[]): Buffer {
  return gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Verifies the bytes of a bundle. Throws like `verifyBundle`. */
export async function verified(bytes: Buffer, check: BundleCheck): Promise<Findings> {
  return verifyBundle(await bundleFrom(Readable.from([bytes]), 'bundle'), check);
}
