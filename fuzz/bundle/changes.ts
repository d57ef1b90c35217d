import { gunzipSync } from 'node:zlib';

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

/** What a change may be without making the run another one. */
export type Freedom =
  /** nothing but the bundle says it; a reader may not even see it */
  | 'silent'
  /** nothing but the bundle says it, so the findings must show it as the bundle's word */
  | 'shown'
  /** no freedom: a figure, a name, a rank or the set of matches */
  | 'none';

const silent = [
  /^0 definition\.(description|schedule|format|limits|errorBudget|roundCap|entrants|dealers|mixes|marginalContribution|matchSize)/,
  /^0 plugins\.\d+\.(file|source)$/,
  /^[1-9]\d* report\.(timing|engine)\./,
  /^[1-9]\d* report\.chain\.(network|contract|transactions|gas|blocks|epoch|firstBlock|lastBlock|seconds)$/,
  /^[1-9]\d* report\.chain\.senders\.\d+\.(address|transactions|gas)$/,
];
const shown = [
  /^0 definition\.(title|seed|blocks|scenarios|ranking)/,
  /^0 anchor/,
  /^0 (plan\.submissions|plugins)\.\d+\.(id|name|version)$/,
  /^0 plan\.(matches\.\d+\.teams|counterfactuals)/,
  /^[1-9]\d* report\.seats\.\d+\.(plugin|version)$/,
  /^[1-9]\d* report\.dealer\.(name|version)$/,
];

export function freedomOf({ line, path, value }: Changes['paths'][number]): Freedom {
  const place = `${line} ${path}`;
  if (/^[1-9]\d* report\..*failures\.\d+\.reason$/.test(place) && value === '') return 'silent';
  if (silent.some((pattern) => pattern.test(place))) return 'silent';
  return shown.some((pattern) => pattern.test(place)) ? 'shown' : 'none';
}
