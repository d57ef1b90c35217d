import type { Rng } from '#market/rng.js';
import { below, oneOf } from '../draw.js';
import { brackets, fragments } from './fragments.js';

const MOST_MUTATIONS = 3;
const LONGEST_RUN = 12;
/** Names and numbers, strings, white space, and single characters. */
const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|'[^'\n]*'|"[^"\n]*"|\s+|[^]/gu;

type Mutation = (rng: Rng, tokens: readonly string[], others: readonly string[]) => string[];

/** A source after a few changes to its tokens; `others` are sources to take tokens from. */
export function mutated(rng: Rng, source: string, others: readonly string[]): string {
  let tokens: string[] = source.match(TOKEN) ?? [];
  const count = below(rng, MOST_MUTATIONS + 1);
  for (let done = 0; done < count; done++) tokens = oneOf(rng, mutations)(rng, tokens, others);
  return tokens.join('');
}

const mutations: readonly Mutation[] = [
  // Where a statement may stand most are legal, and get past the parser.
  ...Array<Mutation>(8).fill((rng, tokens) => {
    const places = tokens.flatMap((token, index) => (/^\n+$/.test(token) ? [index] : []));
    return inserted(tokens, places.length > 0 ? oneOf(rng, places) : 0, ['\n', oneOf(rng, fragments), '\n']);
  }),
  (rng, tokens) => inserted(tokens, below(rng, tokens.length), [oneOf(rng, fragments)]),
  (rng, tokens) => {
    const { from, to } = run(rng, tokens);
    return [...tokens.slice(0, from), ...tokens.slice(to)];
  },
  (rng, tokens) => {
    const { from, to } = run(rng, tokens);
    return inserted(tokens, below(rng, tokens.length), tokens.slice(from, to));
  },
  (rng, tokens) => {
    const [a, b] = [below(rng, tokens.length), below(rng, tokens.length)];
    return tokens.map((token, index) => (index === a ? tokens[b]! : index === b ? tokens[a]! : token));
  },
  (rng, tokens) => {
    const at = below(rng, tokens.length);
    return [...tokens.slice(0, at), oneOf(rng, fragments), ...tokens.slice(at + 1)];
  },
  (rng, tokens, others) => {
    const donor: string[] = oneOf(rng, others).match(TOKEN) ?? [];
    const { from, to } = run(rng, donor);
    return inserted(tokens, below(rng, tokens.length), donor.slice(from, to));
  },
  (rng, tokens) => tokens.slice(0, below(rng, tokens.length)),
  (rng, tokens) => inserted(tokens, below(rng, tokens.length), [nest(rng)]),
  (rng, tokens) =>
    inserted(tokens, below(rng, tokens.length), [oneOf(rng, fragments).repeat(manyTimes(rng))]),
  (rng, tokens) => inserted(tokens, below(rng, tokens.length), [constant(rng)]),
  // At the very end, where a comment about the whole file stands.
  (rng, tokens) => [...tokens, '\n', oneOf(rng, fragments)],
];

function inserted(tokens: readonly string[], at: number, more: readonly string[]): string[] {
  return [...tokens.slice(0, at), ...more, ...tokens.slice(at)];
}

function run(rng: Rng, tokens: readonly string[]): { from: number; to: number } {
  const from = below(rng, tokens.length);
  return { from, to: from + 1 + below(rng, LONGEST_RUN) };
}

function nest(rng: Rng): string {
  const [open, close] = oneOf(rng, brackets);
  const depth = manyTimes(rng);
  return `(${open.repeat(depth)}1${close.repeat(depth)})`;
}

/** Mostly few, now and then so many that the largest source is reached. */
function manyTimes(rng: Rng): number {
  return Math.floor(2 ** (rng.next() ** 2 * 14));
}

function constant(rng: Rng): string {
  const length = manyTimes(rng);
  const doublings = Array.from({ length: below(rng, 18) }, (_, i) => `c${i + 1} = \`\${c${i}}\${c${i}}\``);
  return oneOf(rng, [
    `'${'x'.repeat(length)}'`,
    `${'9'.repeat(length)}n`,
    `1e${'9'.repeat(Math.min(length, 1000))}`,
    `[${'0,'.repeat(length)}]`,
    `\nenum C { ${[`c0 = 'x'`, ...doublings].join(', ')} } console.log(C.c${doublings.length});\n`,
    `(${'a+'.repeat(length)}a)`,
  ]);
}
