/** @short-form 1/6 or none; each time: leagues/scenario-files/series/hostile-series.test.ts */
import { stringify } from 'yaml';
import { dealt } from '#market/test/short-form.js';
import { temporaryFolder } from '../cli/test/gridleague.js';
import type { Page } from './problem/paging.js';
import { LOOP_LIMIT, secondsBusy } from './test/event-loop.js';
import { ServerProcess } from './test/server-process.js';

const folder = temporaryFolder();
const MB = 2 ** 20;
let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start(folder.path('series'));
});
afterAll(() => server.stop());

const outside = { csv: 'air.csv', column: 'air', unit: 'degC', start: '2025-01-15', step: 'PT1H' };
/** A house whose air is measured. */
function cold(heatPump: object = {}): string {
  const house = { power: 3, loss: 0.2, heatCapacity: 5, comfort: { low: 20, high: 22 }, cop: 3, outside };
  return stringify({
    ...{ kind: 'community', id: 'cold', start: '2025-01-15', step: 'PT1H', periods: 3 },
    households: [{ id: 'house', count: 2, heatPump: { ...house, ...heatPump } }],
    grid: { retail: 0.3, feedIn: 0.08 },
  });
}
const air = (cell: string): string => `air\n${cell}\n2\n3\n`;

const busiest = (): Promise<number> => secondsBusy((path) => server.get(path));

async function stored(): Promise<unknown> {
  return (await server.get<Page<{ id: string }>>('/api/scenarios')).body.items.map(({ id }) => id);
}

const cases: [string, string, () => string, number, RegExp][] = [
  ['one line of 60 MB', cold(), () => 'a'.repeat(60 * MB), 400, /no column 'air'/],
  ['a line of 60 million cells', cold(), () => ','.repeat(60 * MB), 400, /more than 10000 cells/],
  ['a quote of 60 MB that is never closed', cold(), () => `"${'a'.repeat(60 * MB)}`, 400, /never closed/],
  ['30 million quotes', cold(), () => `"${'""'.repeat(30 * MB)}`, 400, /never closed/],
  ['60 million empty lines', cold(), () => '\n'.repeat(60 * MB), 400, /header is missing|too large|longer/],
  ['30 million rows', cold(), () => `air\n${'1\n'.repeat(30 * MB)}`, 400, /more than 5000000 rows/],
  ['65 MB', cold(), () => `air\n${'1\n'.repeat(33 * MB)}`, 413, /large/],
  ['a number of 60 MB', cold(), () => air('1'.repeat(60 * MB)), 400, /is not a number/],
  ['NaN', cold(), () => air('NaN'), 400, /'NaN' is not a number/],
  ['1e308', cold(), () => air('1e308'), 400, /'1e308' is not a number/],
  ['a formula', cold(), () => air("=cmd|'/C calc'!A0"), 400, /is not a number/],
  ['NUL', cold(), () => air('\0'), 400, /is not a number/],
  ['what is below absolute zero', cold(), () => air('-300'), 400, /no temperature of the weather/],
  ['a COP of 0', cold({ cop: 0 }), () => air('1'), 400, /heatPump\.cop/],
  ['a COP below 0', cold({ cop: [{ outside: 0, is: -1 }] }), () => air('1'), 400, /heatPump\.cop/],
  ['a house without heat', cold({ heatCapacity: 5e-324 }), () => air('1'), 400, /heatPump\.heatCapacity/],
];

it.each(dealt(cases, 3))(
  'an upload with %s is refused in words, nothing is stored, and others are served',
  async (_, document, csv, status, reason) => {
    const before = await stored();
    await busiest();
    const answer = await server.scenario({ 'cold.yaml': document, 'air.csv': csv() });
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(reason)]);
    expect(answer.text.length).toBeLessThan(2000);
    expect(await busiest()).toBeLessThan(LOOP_LIMIT);
    expect(await stored()).toEqual(before);
  },
);

it('an upload with a byte order mark, minus zero and lines as on Windows is taken', async () => {
  const csv = `\ufeff${air('-0').replaceAll('\n', '\r\n')}`;
  expect(await server.scenario({ 'cold.yaml': cold(), 'air.csv': csv })).toMatchObject({ status: 201 });
});
