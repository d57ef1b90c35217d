import type { Rng } from '#market/rng.js';
import { runNames, type BundleCase, type ByteEdit, type Edit, type Path } from './bundle-case.js';

type RunName = BundleCase['run'];

/** Draws an attack. `linesOf`: the run as it was played. */
export function generateCase(rng: Rng, linesOf: (run: RunName) => readonly unknown[]): BundleCase {
  const draw = new Draw(rng);
  const run = draw.one(runNames);
  const lines = linesOf(run);
  // A forger that plays anew does it in the form of before.
  const replays = draw.chance(0.1) && run !== 'frozen';
  const onBytes = !replays && draw.chance(0.25);
  return {
    run,
    withheld: !replays && draw.chance(0.25),
    edits: replays
      ? draw.some(1, 2, () => aHeadEdit(draw, lines[0]))
      : onBytes && draw.chance(0.7)
        ? []
        : [
            ...(draw.chance(0.2) ? [anOlderForm(draw, lines.length)] : []),
            ...draw.some(1, 3, () => anEdit(draw, lines)),
          ],
    rehash: draw.chance(0.5),
    replays,
    bytes: onBytes ? draw.some(1, 2, () => aByteEdit(draw, lines.length)) : [],
  };
}

/** Choices from a stream of numbers. */
class Draw {
  constructor(private readonly rng: Rng) {}

  below(limit: number): number {
    return Math.floor(this.rng.next() * limit);
  }

  share(): number {
    return this.rng.next();
  }

  chance(probability: number): boolean {
    return this.rng.next() < probability;
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

function anEdit(draw: Draw, lines: readonly unknown[]): Edit {
  const line = draw.chance(0.3) ? 0 : draw.below(lines.length);
  const seat = draw.below(3);
  switch (draw.below(12)) {
    case 0:
      return { kind: 'drop', line };
    case 1:
      return { kind: 'repeat', line, at: draw.below(lines.length + 1) };
    case 2:
      return { kind: 'swap', a: draw.below(lines.length), b: draw.below(lines.length) };
    case 3:
      return { kind: 'remove', line, path: aPath(draw, lines[line]) };
    case 4:
      return { kind: 'gas', line: draw.below(lines.length), seat, wei: `${5 * 10 ** draw.below(19)}` };
    case 5:
      return { kind: 'strike', line: draw.below(lines.length), seat, round: draw.below(4) };
    case 6: {
      const from = valueAt(lines[line], aPath(draw, lines[line]));
      if (typeof from === 'string' && from.length > 1) return { kind: 'rename', from, to: aText(draw, from) };
      break;
    }
  }
  const path = aPath(draw, lines[line]);
  return { kind: 'value', line, path, value: anotherValue(draw, valueAt(lines[line], path)) };
}

/** Dressed up as from before accounts, in words that say so or do not. */
function anOlderForm(draw: Draw, lines: number): Edit {
  const version = draw.one(['0.1.0', '0.1.0', '0.2.0', '0.3.0', '1.0.0']);
  return {
    kind: 'older',
    ...(draw.chance(0.3) && { line: 1 + draw.below(lines - 1) }),
    ...(draw.chance(0.8) && { engine: { version, commit: 'released' } }),
  };
}

/** What plays a run otherwise, if it is played anew; in what it names, a plugin stays a plugin. */
function aHeadEdit(draw: Draw, head: unknown): Edit {
  const set = (path: Path, value: unknown): Edit => ({ kind: 'value', line: 0, path, value });
  const { plugins, definition } = head as {
    readonly plugins: readonly { readonly id: string }[];
    readonly definition: { readonly limits?: object };
  };
  const plugin = draw.below(plugins.length);
  switch (draw.below(7)) {
    case 0:
      return set(['definition', 'roundCap'], 1 + draw.below(12));
    case 1:
      return set(['definition', 'errorBudget'], draw.below(3));
    case 2:
      // The time of a call stays: a plugin that never ends uses it up in each.
      return set(['definition', 'limits'], { ...definition.limits, orders: 1 + draw.below(3) });
    case 3:
      return { kind: 'rename', from: plugins[plugin]!.id, to: draw.one(['0', 'zzz', 'reference-x']) };
    case 4:
      return set(['definition', 'seed'], draw.one(['lucky', 'luckier']));
    default: {
      const file = draw.one([
        'own.js',
        'own.mts',
        'own.cjs',
        'own.css',
        'own',
        '.ts',
        'x.d.ts',
        'own.tsx',
        '',
      ]);
      return set(['plugins', plugin, 'file'], file);
    }
  }
}

function aPath(draw: Draw, value: unknown): Path {
  const path: (string | number)[] = [];
  for (let at = value; typeof at === 'object' && at !== null;) {
    const keys = Object.keys(at);
    if (keys.length === 0 || (path.length > 0 && draw.chance(0.05))) break;
    const key = draw.one(keys);
    path.push(Array.isArray(at) ? Number(key) : key);
    at = (at as Record<string, unknown>)[key];
  }
  return path;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);
}

function anotherValue(draw: Draw, value: unknown): unknown {
  if (draw.chance(0.15))
    return draw.one<unknown>([null, [], {}, '', 'x', 0, -1, 1e300, true, [[[]]], '__proto__']);
  if (typeof value === 'number')
    return draw.one([
      value + 1,
      value - 5,
      -value,
      value * (1 + 1e-9),
      value * 2,
      value + 1e-6,
      0,
      1e21,
      5e-324,
    ]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return aText(draw, value);
  if (isList(value))
    return draw.one([
      value.slice(1),
      [...value, value[0]],
      [...value].reverse(),
      new Array(1000).fill(value[0] ?? 0),
    ]);
  return value === null ? 0 : { ...(value as object), [draw.one(['extra', 'toJSON', 'constructor'])]: 1 };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function aText(draw: Draw, text: string): string {
  const digit = /\d/.exec(text)?.index ?? -1;
  const turned =
    digit < 0
      ? `${text}x`
      : `${text.slice(0, digit)}${(Number(text[digit]) + 1) % 10}${text.slice(digit + 1)}`;
  return draw.one([
    turned,
    turned,
    `${text}x`,
    '',
    '../../etc/passwd',
    '\u001b[2J',
    '0'.repeat(64),
    '\ud800',
    'a'.repeat(500),
  ]);
}

function aByteEdit(draw: Draw, lines: number): ByteEdit {
  const at = draw.share();
  switch (draw.below(9)) {
    case 0:
      return { kind: 'truncate', at };
    case 1:
      return { kind: 'flip', at, bit: draw.below(8) };
    case 2:
      return { kind: 'append', hex: draw.one(['00', '0a', 'ff'.repeat(20), '1f8b', '1f8b0800', '7b7d0a']) };
    case 3:
      return { kind: 'member', line: draw.below(lines) };
    case 4:
      return { kind: 'encode', as: draw.one(['utf16le', 'latin1', 'bom'] as const) };
    case 5:
      return { kind: 'level', level: draw.below(10) };
    default:
      return {
        kind: 'insert',
        at: draw.chance(0.2) ? draw.one([0, 1]) : at,
        text: draw.one([
          '[',
          '{"a":',
          '\n',
          ' ',
          'null\n',
          '1e999',
          '"__proto__":{"x":1},',
          '\u0000',
          '[],',
          '-0',
          '\\u0061',
        ]),
        times: draw.one([1, 1, 1, 2, 50, 100_000]),
      };
  }
}
