import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { difference } from '../../match/record-difference.js';
import type { RunHead } from '../../match/run-bundle.js';

interface Manifest {
  readonly title?: unknown;
  readonly run?: unknown;
  readonly seed?: unknown;
  readonly submissions?: unknown;
  readonly anchor?: unknown;
  readonly files?: Readonly<Record<string, string>>;
}

/** What of a folder that `league --output` wrote is not what its manifest, or its bundle, says. */
export async function folderContradictions(folder: string, head: RunHead): Promise<string[]> {
  const manifest = await manifestOf(folder);
  if (!manifest?.files) return ['manifest.json is missing or damaged: no other file was checked'];
  const { files, title, run, seed, submissions, anchor } = manifest;
  const { id, definition, plan } = head;
  const field = difference(
    { title, run, seed, submissions, anchor },
    { title: definition.title, run: id, seed: plan.seed, submissions: plan.submissions, anchor: head.anchor },
    '',
  );
  const complaints = field === null ? [] : [`manifest.json: ${field} is not that of the bundle`];
  for (const [name, hash] of Object.entries(files)) {
    const bytes = await readFile(join(folder, basename(name))).catch(() => null);
    if (!bytes) complaints.push(`${name} is missing`);
    else if (createHash('sha256').update(bytes).digest('hex') !== hash)
      complaints.push(`${name} is not the file that manifest.json lists`);
  }
  return complaints;
}

async function manifestOf(folder: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}
