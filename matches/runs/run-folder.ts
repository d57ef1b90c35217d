import type { MatchRecord } from '#market/match/report/report.js';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { matchId } from '#leagues/run/match-task.js';
import { bundleEnding, bundleLines } from '../bundles/run-bundle.js';
import type { ScenarioPackages, RunHead } from '../bundles/run-head.js';
import { runPack } from './run-pack.js';
import { matchResults } from './run-boards.js';
import { InputError } from '../input-error.js';

const BUNDLE = `run${bundleEnding}`;

/** Writes the bundle and the paper pack of a run into a folder; `played` by match id. */
export async function writeRunFolder(
  folder: string,
  head: RunHead,
  packages: ScenarioPackages,
  played: ReadonlyMap<string, MatchRecord>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writePack(folder, head, packages, played);
  const lines = bundleLines(head, packages, matchLines(head, played));
  const file = join(folder, BUNDLE);
  const draft = `${file}.part`;
  // Complete or not at all: a disk that becomes full leaves no half a bundle.
  try {
    await pipeline(Readable.from(lines), createGzip(), createWriteStream(draft));
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes the paper pack only. */
export async function writePack(
  folder: string,
  head: RunHead,
  packages: ScenarioPackages,
  played: ReadonlyMap<string, MatchRecord>,
): Promise<void> {
  const results = matchResults(head, (match) => played.get(match));
  for (const [name, text] of runPack(head, packages, results)) await writeFile(join(folder, name), text);
}

/** The bundle behind a path: itself, or the one in a folder. Throws `InputError` where there is none. */
export async function bundleFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  const file = found?.isDirectory() ? join(path, BUNDLE) : path;
  if (await stat(file).catch(() => null)) return file;
  throw new InputError(
    `${file}: no such file; a folder that \`league --output\` wrote, or a server's bundle, is needed`,
  );
}

function* matchLines({ id, plan }: RunHead, played: ReadonlyMap<string, MatchRecord>): Generator<string> {
  for (const planned of plan.matches) {
    const match = matchId(id, planned.id);
    const record = played.get(match);
    if (record) yield JSON.stringify({ match, ...record });
  }
}
