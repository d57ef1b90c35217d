import { printable, printableJson, printableLines } from './printable.js';
import { nastyNames } from '../test/nasty-names.js';

it.each(nastyNames)('%j is shown and does nothing', (name, shown) => {
  expect(printable(name)).toBe(shown);
});

it.each(['truthful', 'Größe 1 %', '静かな', 'Ω⚡️', '█▁▂ ∞ …', ''])('%j is shown as it is', (text) => {
  expect(printable(text)).toBe(text);
});

it.each(nastyNames)('%j is the same value in JSON, and nothing a terminal sees', (name) => {
  const json = printableJson({ [name]: [name, 1] }, 2);
  expect(JSON.parse(json)).toEqual({ [name]: [name, 1] });
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
});

it('a text keeps its lines, and CSV’s', () => {
  expect(printableLines('a,\u001b[2J\r\nb\n')).toBe('a,\\x1b[2J\r\nb\n');
  expect(printableLines('a\rb\r\n')).toBe('a\\rb\r\n');
});
