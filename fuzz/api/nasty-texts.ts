import type { Rng } from '#market/rng.js';
import { chance, oneOf } from '../draw.js';
import type { Recipe } from './api-case.js';

export function recipeOf(text: string): Recipe {
  return { text, times: 1, tail: '' };
}

const TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    '\r\nX-Injected: 1\r\n\r\n',
    '..',
    '../../../etc/passwd',
    '%2e%2e%2f',
    '%00',
    '%',
    '%zz',
  ],
  ...["'; DROP TABLE run; --", '" OR ""="', '<script>alert(1)</script>', '${7*7}', '{{7*7}}', '#{7*7}'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'null',
    'undefined',
    'NaN',
    '-0',
    '1e309',
    '[object Object]',
  ],
  ...['😀', '\u202e', '\ufeff', '\ud800', '\udfff\ud800', 'İ', 'ß', 'ﷺ', 'e\u0301', '\u001b[31m', '\u2028'],
  ...[
    '9007199254740993',
    '-1',
    '0',
    '1.5',
    '1e3',
    '0x10',
    '1_000',
    '٣',
    'true',
    '-',
    '_',
    '~',
    '*',
    '\\',
    '/',
    '//',
  ],
];

/** A text that somebody did not think of, of `most` UTF-16 units or fewer, well-formed or not. */
export function nasty(rng: Rng, most: number): string {
  let text = oneOf(rng, TEXTS);
  while (chance(rng, 0.3)) text += oneOf(rng, TEXTS);
  if (chance(rng, 0.2))
    text += Array.from({ length: 8 }, () => String.fromCharCode(Math.floor(rng.next() * 65_536))).join('');
  return text.slice(0, most);
}
