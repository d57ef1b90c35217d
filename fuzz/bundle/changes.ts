import { gunzipSync } from 'node:zlib';
import type { Fate } from '#matches/verify/field-fates.js';
import { fateAt } from './fate-at.js';

/** How a forged bundle differs from the one that was played, told without any of the code that is attacked. */
export interface Changes {
  /** the text is the same, byte for byte */
  readonly isSame: boolean;
  /** it is no JSON Lines, or has another number of lines */
  readonly isBroken: boolean;
  /** line and path of every value that differs */
  readonly paths: readonly { readonly line: number; readonly path: string; readonly value: unknown }[];
}

export function changesOf(original: readonly unknown[], bytes: Buffer): Changes {
  const broken = { isSame: false, isBroken: true, paths: [] };
  let text: string;
  try {
    text = gunzipSync(bytes).toString('utf8');
  } catch {
    return broken;
  }
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length !== original.length) return broken;
  const isSame = text === original.map((line) => `${JSON.stringify(line)}\n`).join('');
  const paths: { line: number; path: string; value: unknown }[] = [];
  try {
    lines.forEach((line, index) =>
      collect(ordered(original[index]), ordered(JSON.parse(line)), '', (path, value) =>
        paths.push({ line: index, path, value }),
      ),
    );
  } catch {
    return broken;
  }
  return { isSame, isBroken: false, paths };
}

/** The order of a bundle's plugins says nothing: they are found by their ids. */
function ordered(line: unknown): unknown {
  if (!isBranch(line) || !Array.isArray(line.plugins)) return line;
  const idOf = (plugin: unknown): string => (isBranch(plugin) ? String(plugin.id) : '');
  const plugins = [...(line.plugins as unknown[])].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return { ...line, plugins };
}

function collect(
  then: unknown,
  now: unknown,
  path: string,
  found: (path: string, value: unknown) => void,
): void {
  if (Object.is(then, now)) return;
  if (!isBranch(then) || !isBranch(now) || Array.isArray(then) !== Array.isArray(now))
    return found(path, now);
  for (const key of new Set([...Object.keys(then), ...Object.keys(now)]))
    collect(own(then, key), own(now, key), path === '' ? key : `${path}.${key}`, found);
}

function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What holds the changed field to the run (`matches/verify/field-fates.ts`). */
export function fateOf({ line, path, value }: Changes['paths'][number]): Fate {
  // A scenario has the hash that the head gives.
  if (/^package(\.|$)/.test(path)) return 'hashed';
  // The reason of a failure may be withheld; the findings count them.
  if (line > 0 && /^report\..*failures\.\d+\.reason$/.test(path) && value === '') return 'shown';
  return fateAt(line === 0 ? 'head' : 'match', path);
}

/** Whether it is the words of a failure, which name the file a plugin has, in a run whose plugins have other file names. */
export function namesRenamedFile({ line, path }: Changes['paths'][number], { paths }: Changes): boolean {
  return (
    line > 0 &&
    /^report\..*failures\.\d+\.reason$/.test(path) &&
    paths.some((other) => other.line === 0 && /^plugins\.\d+\.file$/.test(other.path))
  );
}

/** Whether what is derived may follow from something that is shown: plans and names from the ids and names in the head. */
export function follows({ line, path }: Changes['paths'][number]): boolean {
  return line === 0
    ? /^(plan|plugins\.\d+\.(id|kind|name|version|sha256))(\.|$)/.test(path)
    : /^report\.(seats\.\d+\.(plugin|version)|dealer\.(name|version))$/.test(path);
}
