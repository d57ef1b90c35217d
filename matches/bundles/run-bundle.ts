import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { BundleError } from './bundle-error.js';
import { bundleLimits } from './bundle-limits.js';
import { unzippedLines } from './bundle-text.js';
import { carriedPackages, PACKAGE_LINE, packageLine } from './carried-packages.js';
import { HeldLines, type LineExtent } from './held-lines.js';
import { headSchema } from './head-schema.js';
import { plainJson, PlainJsonError, type PlainJson } from './plain-json.js';
import { lineSchemas } from './record-schema.js';
import { openRegular } from './regular-file.js';
import type { BundleHead, NamedRecord, ScenarioPackages, RunHead } from './run-head.js';

export { BundleError } from './bundle-error.js';

/**
 * A bundle is gzipped JSON Lines, the head, a line a scenario that it carries, and then a line a match, so that a
 * run of any size can be written and read match by match.
 */
export const bundleEnding = '.jsonl.gz';

/** The lines of a bundle; `packages`: those there are, `matches` as JSON. */
export async function* bundleLines(
  head: RunHead,
  packages: ScenarioPackages,
  matches: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
  const first: BundleHead = { format: 'gridleague-run', version: head.packages ? 3 : 2, ...head };
  yield `${JSON.stringify(first)}\n`;
  for (const { content } of carriedPackages(head, packages)) yield `${PACKAGE_LINE}${content}}\n`;
  for await (const match of matches) yield `${match}\n`;
}

/** A match with the extent of its line. */
export interface ReadMatch extends NamedRecord, LineExtent {}

export interface RunBundle {
  readonly head: RunHead;
  readonly packages: ScenarioPackages;
  /** to be gone through once */
  readonly matches: AsyncIterable<ReadMatch>;
}

/** Opens the bundle in a plain file. Throws `BundleError`, also while its matches are read. */
export async function readBundle(file: string): Promise<RunBundle> {
  const handle = await openRegular(file, true);
  return bundleFrom(handle.createReadStream(), file);
}

/**
 * Reads a bundle of somebody who is not trusted: every line against its schema, within `bundleLimits`. `name`
 * is what errors call it. Throws `BundleError`, also while its matches are read.
 */
export async function bundleFrom(source: Readable, name: string): Promise<RunBundle> {
  const lines = unzippedLines(source, name);
  const first = await lines.next();
  if (first.done) throw new BundleError(`${name}: is no bundle of a run`);
  const { format: _, version, ...head } = parsedLine(name, 'the head', first.value, headSchema).parsed;
  if ((version === 3) !== (head.packages !== undefined))
    throw new BundleError(`${name}: the head: packages belong to version 3, and to no other`);
  const { packages, next } = await readPackages(lines, head, name);
  async function* matches(): AsyncGenerator<ReadMatch> {
    let number = 1;
    for (let { value: line, done } = next; !done && line; { value: line, done } = await lines.next()) {
      const { parsed, values } = parsedLine(name, `match line ${number++}`, line, lineSchemas[version]);
      yield { ...parsed, values, bytes: line.length };
    }
  }
  return { head, packages, matches: matches() };
}

type Line = IteratorResult<Buffer, void>;

/** What a bundle carries of its scenarios, and the line behind them. */
async function readPackages(
  lines: AsyncGenerator<Buffer, void>,
  head: RunHead,
  name: string,
): Promise<{ readonly packages: ScenarioPackages; readonly next: Line }> {
  const packages = new Map<string, ScenarioPackage>();
  let bytes = 0;
  for (;;) {
    const next: Line = await lines.next();
    const { value: line } = next;
    if (!head.packages || !line?.subarray(0, PACKAGE_LINE.length).equals(Buffer.from(PACKAGE_LINE)))
      return { packages, next };
    bytes += line.length;
    if (bytes > 2 * bundleLimits.packageBytes) throw new BundleError(`${name}: its scenarios are too large`);
    const { parsed } = parsedLine(name, 'a scenario', line, packageLine);
    const which = `the scenario ${parsed.id} with SHA-256 ${parsed.sha256}`;
    if (packages.has(parsed.sha256)) throw new BundleError(`${name}: ${which} stands in it twice`);
    if (!head.packages.some(({ sha256 }) => sha256 === parsed.sha256))
      throw new BundleError(`${name}: ${which} is none of the run's`);
    packages.set(parsed.sha256, parsed);
  }
}

/** All matches of a bundle at once, by id. Throws `BundleError`, also when they are more than can be held. */
export async function playedMatches({ matches }: RunBundle): Promise<Map<string, MatchRecord>> {
  const played = new Map<string, MatchRecord>();
  const held = new HeldLines();
  for await (const { match, record, ...extent } of matches) {
    if (!held.hold(extent)) throw new BundleError('the matches are too many to be held at once');
    if (played.has(match)) throw new BundleError(`match ${match} stands in the bundle twice`);
    played.set(match, record);
  }
  return played;
}

function parsedLine<T>(
  name: string,
  which: string,
  line: Uint8Array,
  schema: z.ZodType<T>,
): { readonly parsed: T; readonly values: number } {
  let json: PlainJson;
  try {
    json = plainJson(line);
  } catch (error) {
    if (error instanceof PlainJsonError) throw new BundleError(`${name}: ${which} ${error.message}`);
    throw error;
  }
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { parsed: parsed.data, values: json.values };
  const { path, message } = parsed.error.issues[0]!;
  throw new BundleError(`${name}: ${which}: ${path.map(String).join('.') || 'it'}: ${message}`);
}
