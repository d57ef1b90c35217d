import { blockChart } from './block-chart.js';
import { bar, sparkline } from './sparkline.js';
import { textTable } from './table.js';
import { wrapList } from './wrap.js';

describe('a sparkline', () => {
  it('goes from the lowest block to the highest', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  });

  it('lies flat where nothing changes', () => {
    expect(sparkline([5, 5, 5])).toBe('▁▁▁');
  });

  it('marks what is infinite and scales by the rest', () => {
    expect(sparkline([Infinity, 2, 0])).toBe('∞█▁');
  });

  it('averages what does not fit', () => {
    // means 1, 5, 9 of the pairs
    expect(sparkline([0, 2, 4, 6, 8, 10], 3)).toBe('▁▅█');
  });
});

it('draws a bar to an eighth of a character', () => {
  expect(bar(1, 4)).toBe('████');
  expect(bar(0.5 + 1 / 32, 4)).toBe('██▏');
  expect(bar(-1, 4)).toBe('');
});

it('draws columns from zero to the largest value, with its scale and labels', () => {
  const lines = blockChart({
    values: [0, 1, 2, 4],
    height: 2,
    width: 4,
    decimals: 1,
    labels: ['a', '', 'z'],
  });
  // two lines of eight eighths: 4 fills both, 2 the lower one, 1 half of it
  expect(lines).toEqual(['4.0 ┤   █', '0.0 ┤ ▄██', '     a  z']);
});

it('aligns columns and shortens what is too long', () => {
  const lines = textTable(
    [
      { title: 'name', align: 'left', most: 5 },
      { title: 'kWh', align: 'right' },
    ],
    [
      ['a', '1.0'],
      ['abcdefg', '10.0'],
    ],
  );
  expect(lines).toEqual(['name    kWh', 'a       1.0', 'abcd…  10.0']);
});

it('breaks a list between its items', () => {
  expect(wrapList(['10 x truthful', '5 x shaded', 'dealer passive'], 26)).toEqual([
    '10 x truthful, 5 x shaded,',
    'dealer passive',
  ]);
});

it('a chart of equal values, however far below zero, has its lines', () => {
  const flat = {
    values: [-5000, -5000],
    height: 2,
    width: 10,
    decimals: 0,
    labels: ['a', 'b', 'c'],
  } as const;
  expect(blockChart(flat)).toHaveLength(3);
});
