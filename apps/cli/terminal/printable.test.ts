import { printable, printableJson, printableLines } from './printable.js';
import { Progress } from './progress.js';
import { table } from './table.js';

const nasty: readonly (readonly [name: string, shown: string])[] = [
  ['\u001b[2J\u001b[31mred', '\\x1b[2J\\x1b[31mred'],
  ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
  ['\u001b]8;;http://a\u001b\\b', '\\x1b]8;;http://a\\x1b\\b'],
  ['\u009b2J', '\\x9b2J'],
  ['\u009d0;t\u009c', '\\x9d0;t\\x9c'],
  ['a\nb', 'a\\nb'],
  ['a\rb', 'a\\rb'],
  ['a\b\bb', 'a\\b\\bb'],
  ['a\tb', 'a\\tb'],
  ['a\0b\u007f', 'a\\x00b\\x7f'],
  ['a\u202eb\u202c', 'a\\u202eb\\u202c'],
  ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
  ['a\u200bb\u200d\ufeff', 'a\\u200bb\\u200d\\ufeff'],
  ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['a\ud800', 'a\\ud800'],
  ['\udfff\u{e0041}', '\\udfff\\u{e0041}'],
  ['\u0085', '\\x85'],
];

it.each(nasty)('%j is shown and does nothing', (name, shown) => {
  expect(printable(name)).toBe(shown);
});

it.each(['truthful', 'Größe 1 %', '静かな', 'Ω⚡️', '█▁▂ ∞ …', ''])('%j is shown as it is', (text) => {
  expect(printable(text)).toBe(text);
});

it.each(nasty)('%j is the same value in JSON, and nothing a terminal sees', (name) => {
  const json = printableJson({ [name]: [name, 1] }, 2);
  expect(JSON.parse(json)).toEqual({ [name]: [name, 1] });
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
});

it('a text keeps its lines, and CSV’s', () => {
  expect(printableLines('a,\u001b[2J\r\nb\n')).toBe('a,\\x1b[2J\r\nb\n');
  expect(printableLines('a\rb\r\n')).toBe('a\\rb\r\n');
});

it.each(nasty)('a table with %j keeps its columns', (name) => {
  const lines = table(
    [
      { title: 'name', align: 'left' },
      { title: 'n', align: 'right' },
    ],
    [
      [name, '1'],
      ['b', '2'],
    ],
  );
  expect(lines).toHaveLength(3);
  expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
  expect(lines.join('')).not.toMatch(/\p{C}/u);
});

it('a name without end does not push the other columns away', () => {
  const columns = ['name', 'n'].map((title) => ({ title, align: 'left' as const }));
  const [, line = ''] = table(columns, [['x'.repeat(10_000), '1']]);
  expect(line).toMatch(/^x+… {2}1$/);
  expect(line.length).toBeLessThan(120);
});

it('a table may have more rows than a call takes arguments', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  expect(table([{ title: 'n', align: 'right' }], rows).at(-1)).toBe('199999');
});

it('progress says what it is told, on its own line', () => {
  for (const isTTY of [true, false]) {
    const written: string[] = [];
    new Progress({ isTTY, write: (text) => written.push(text) }).step(0.5, 'match \u001b[2J\nof 3');
    expect(written.join('')).toContain('match \\x1b[2J\\nof 3');
  }
});
