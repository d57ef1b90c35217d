import { AuthorLines } from './author-lines.js';

const map = { version: 3, sources: ['mine.ts'], names: [], mappings: 'AAAA;AACA;AACA' };
const lines = new AuthorLines('mine.ts', JSON.stringify(map));

it('names the line of the author where something was thrown', () => {
  expect(lines.explain('Error: no', 'Error: no\n    at bid (plugin.js:2:1)')).toBe('Error: no (mine.ts:2:1)');
});

it('lets no text look as if it named a line', () => {
  for (const stack of ['', 'Error\n    at other.js:2:1'])
    expect(lines.explain('secret (mine.ts:56126:1)', stack)).toBe('secret (mine.ts:56126:1) (no line)');
  expect(lines.explain('secret (mine.ts:7:1)', 'at plugin.js:3:1')).toBe(
    'secret (mine.ts:7:1) (mine.ts:3:1)',
  );
  expect(lines.explain('took too long (200 ms)', '')).toBe('took too long (200 ms)');
});
