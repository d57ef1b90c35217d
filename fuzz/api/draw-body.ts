import type { Rng } from '#market/rng.js';
import type { Recipe } from './api-case.js';
import { chance, oneOf } from '../draw.js';
import { nasty, recipeOf } from './nasty-texts.js';
import type { Operation } from './openapi-document.js';

/** A body for a call, in the form that its media type stands for. */
export function drawBody(rng: Rng, operation: Operation, type: string): Recipe {
  if (chance(rng, 0.1)) return drawGarbage(rng);
  if (type.startsWith('multipart')) return drawForm(rng);
  if (/yaml|text/.test(type))
    return chance(rng, 0.5) ? drawYaml(rng) : recipeOf(JSON.stringify(drawLeague(rng)));
  if (/leagues(\/\{id\})?$/.test(operation.path) && operation.method !== 'PATCH')
    return recipeOf(JSON.stringify(drawLeague(rng)));
  return drawJson(rng, operation);
}

function drawGarbage(rng: Rng): Recipe {
  const times = Math.floor(10 ** (rng.next() * 6));
  return {
    text: oneOf(rng, ['[', '{"a":', '\0', 'x', '"', '&', '- ', '? ', '\n', '--x\r\n', nasty(rng, 3)]),
    times,
    tail: '',
  };
}

function drawJson(rng: Rng, { example, path }: Operation): Recipe {
  const valid = (example ?? {}) as Record<string, unknown>;
  const fields: Record<string, unknown> = path.endsWith('/teams')
    ? { name: oneOf(rng, ['fuzz', `fuzz-${Math.floor(rng.next() * 1e6)}`]) }
    : { ...valid };
  if (chance(rng, 0.3)) return recipeOf(JSON.stringify(fields));
  return recipeOf(JSON.stringify(mutated(rng, fields)));
}

/** With something in it other than it was. */
function mutated(rng: Rng, fields: Record<string, unknown>): unknown {
  if (chance(rng, 0.15)) return drawValue(rng);
  const changed: Record<string, unknown> = { ...fields };
  const names = [...Object.keys(fields), '__proto__', 'constructor', nasty(rng, 20)];
  do {
    const value = drawValue(rng);
    // An own property, whatever it is called.
    Object.defineProperty(changed, oneOf(rng, names), {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } while (chance(rng, 0.4));
  return changed;
}

function drawValue(rng: Rng): unknown {
  const drawn = Math.floor(rng.next() * 10);
  switch (drawn) {
    case 0:
      return nasty(rng, 200);
    case 1:
      return oneOf(rng, [0, -1, 1e308, -0, 1.5, 2 ** 53, 1e-320]);
    case 2:
      return oneOf(rng, [null, true, false]);
    case 3:
      return [];
    case 4:
      return nested(Math.floor(rng.next() * 3000));
    case 5:
      return Array.from({ length: Math.floor(rng.next() * 2000) }, () => oneOf(rng, ['', 'a', 1]));
    case 6:
      return Object.fromEntries(
        Array.from({ length: Math.floor(rng.next() * 1000) }, (_, i) => [`k${i}`, i]),
      );
    case 7:
      return nasty(rng, 4).repeat(Math.floor(rng.next() * 4000));
    case 8:
      return { sealed: nasty(rng, 70) };
    default:
      return [nasty(rng, 30), nasty(rng, 30)];
  }
}

/** As JSON by itself: what is drawn must be plain and not too deep for this process. */
function nested(depth: number): unknown {
  let inner: unknown = 1;
  for (let i = 0; i < Math.min(depth, 1000); i++) inner = i % 2 === 0 ? [inner] : { a: inner };
  return inner;
}

function drawLeague(rng: Rng): unknown {
  const league = {
    ...{ id: oneOf(rng, ['fuzzed', 'fuzzed-2', 'small']), title: 'Fuzzed', format: 'self-play', blocks: 1 },
    ...{ scenarios: ['blems-example'], entrants: ['truthful'], roundCap: 3 },
  };
  if (chance(rng, 0.3)) return league;
  const bold = {
    ...{ blocks: oneOf(rng, [0, 1000, 1001, -1, 1.5]), matchSize: oneOf(rng, [1, 2, 50, 51]) },
    ...{
      format: oneOf(rng, ['mixed', 'self-play', 'dealer-comparison', 'none']),
      entrants: 'all',
      dealers: 'all',
    },
    scenarios: oneOf(rng, [['blems-example', 'random-small'], ['nowhere'], ['../x'], []]),
    schedule: oneOf(rng, ['* * * * * *', '0 0 30 2 *', '60 * * * *', '@daily', '0 20 * * *']),
    marginalContribution: true,
    mixes: Array.from({ length: Math.floor(rng.next() * 120) }, () => ['truthful', 'shaded']),
    limits: { milliseconds: oneOf(rng, [9, 10, 60_000, 60_001]) },
    seed: oneOf(rng, [{ sealed: 'ab'.repeat(32) }, 'x', 7, -7]),
  };
  const names = Object.keys(bold) as (keyof typeof bold)[];
  const chosen = names.filter(() => chance(rng, 0.3)).map((name) => [name, bold[name]] as const);
  const fields = { ...league, ...Object.fromEntries(chosen) };
  // Not at once and by itself again and again.
  if ('schedule' in fields && chance(rng, 0.9)) delete fields.schedule;
  return chance(rng, 0.5) ? fields : mutated(rng, fields);
}

function drawYaml(rng: Rng): Recipe {
  const times = Math.floor(10 ** (rng.next() * 5));
  const text = oneOf(rng, [
    ...[
      '[',
      '{',
      '- ',
      '? ',
      '- - ',
      '---\n',
      '...\n',
      '&a ',
      '!a ',
      '|\n',
      '>\n ',
      "'",
      '"',
      '#\n',
      '\t',
      '%YAML 1.2\n',
    ],
    ...[
      'a: &a [*a]\n',
      '<<: ',
      'a: b\n',
      '[a, ',
      '{a: ',
      '!!binary ',
      '\u0085',
      ': ',
      'a:\n ',
      '"\\x',
      '- &a\n',
    ],
  ]);
  return { text, times, tail: oneOf(rng, ['', ']', '*a', '\nid: x', ': 1']) };
}

function drawForm(rng: Rng): Recipe {
  const part = (name: string, value: string, more = ''): string =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const kind = chance(rng, 0.8) ? oneOf(rng, ['agent', 'dealer']) : nasty(rng, 30);
  const name = chance(rng, 0.8) ? 'fuzz' : nasty(rng, 60);
  const file = chance(rng, 0.7) ? 'x.ts' : nasty(rng, 40).replaceAll('"', '');
  const source = oneOf(rng, ['export default 42;', '', 'throw 1;', '\0', '{'.repeat(1000), nasty(rng, 100)]);
  const parts = [part('kind', kind), part('name', name), part('file', source, `; filename="${file}"`)];
  if (chance(rng, 0.2)) parts.push(part(nasty(rng, 20), nasty(rng, 200)));
  if (chance(rng, 0.1)) parts.pop();
  const text = `${parts.join('')}--x--\r\n`;
  if (chance(rng, 0.8)) return recipeOf(text);
  const filler = oneOf(rng, ['x', '--x\r\n', '\r\n', part('a', 'b')]);
  return { text: filler, times: Math.floor(10 ** (rng.next() * 5)), tail: text };
}
