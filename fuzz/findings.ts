import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { projectRoot } from '#project-root.js';

/** A case that once went wrong, by the name of its file. */
export interface KeptCase {
  readonly name: string;
  readonly attack: unknown;
}

/** The cases in `fuzz/corpus/<kind>/*.json`: what was found once must hold for ever. */
export function corpusOf(kind: string): KeptCase[] {
  const folder = resolve(projectRoot, 'fuzz/corpus', kind);
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.sort().map((name) => ({
    name: basename(name, '.json'),
    attack: JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown,
  }));
}

/** Writes a case down where it can be looked at, and moved to the corpus; returns the file. */
export function writeFinding(kind: string, seed: string, attack: unknown): string {
  const folder = resolve(projectRoot, 'var/fuzz', kind);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed.replace(/[^\w-]/g, '_')}.json`);
  writeFileSync(file, `${JSON.stringify(attack, null, 2)}\n`);
  return file;
}
