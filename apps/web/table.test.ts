import { table } from './table.js';

const columns = [
  { head: 'Seat', cell: (row: number) => row },
  { head: 'Paid', kind: 'number' as const, cell: (row: number) => row * 10 },
];

it('tells the heading beside each cell of a stacked table but the first, for eyes alone', () => {
  const label = '<span class="label" aria-hidden="true">Paid</span>';
  const stacked = table('Seats', columns, [1], { stacked: true }).text;
  expect(stacked).toContain(`<th scope="row">1</th>`);
  expect(stacked).toContain(`<td class="number">${label}10</td>`);
  expect(table('Seats', columns, [1]).text).toContain('<td class="number">10</td>');
});
