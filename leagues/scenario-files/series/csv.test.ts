import { csvRecords } from './csv.js';

const read = (text: string, separator = ',') => [...csvRecords(text, separator)];

it('reads records with their lines, whatever ends them', () => {
  expect(read('a,b\r\n1,2\n\n3,4')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', '2'] },
    { line: 4, cells: ['3', '4'] },
  ]);
});

it('unquotes cells, which may hold separators, quotes and line breaks', () => {
  expect(read('"a,b","say ""hi"""\n"two\nlines",x\n1,2')).toEqual([
    { line: 1, cells: ['a,b', 'say "hi"'] },
    { line: 2, cells: ['two\nlines', 'x'] },
    { line: 4, cells: ['1', '2'] },
  ]);
});

it('takes other separators and skips a byte-order mark', () => {
  expect(read('\uFEFFa;b\n1,5;2', ';')[1]!.cells).toEqual(['1,5', '2']);
});

it('keeps empty cells', () => {
  expect(read(',a,\n1,,3')).toEqual([
    { line: 1, cells: ['', 'a', ''] },
    { line: 2, cells: ['1', '', '3'] },
  ]);
});

it.each([
  ['a row with a cell too many', 'a,b\n1,2,3', /has 3 cells/],
  ['an open quote', 'a,b\n"1,2', /never closed/],
  ['text behind a quote', 'a,b\n"1"x,2', /follows the closing quote/],
])('refuses %s', (_, text, reason) => {
  expect(() => read(text)).toThrow(reason);
});
