import { nastyNames } from '#results/test/nasty-names.js';
import { textTable } from './table.js';

it.each(nastyNames)('a table with %j keeps its columns', (name) => {
  const lines = textTable(
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
  const [, line = ''] = textTable(columns, [['x'.repeat(10_000), '1']]);
  expect(line).toMatch(/^x+… {2}1$/);
  expect(line.length).toBeLessThan(120);
});

it('a table may have more rows than a call takes arguments', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  expect(textTable([{ title: 'n', align: 'right' }], rows).at(-1)).toBe('199999');
});
