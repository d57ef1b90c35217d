import { theSolver } from '#market/test/a-match.js';
import { checkSolvable } from '../check-solvable.js';
import { ScenarioError } from '../reading/scenario-error.js';
import { scenarioFrom } from '../scenario-from.js';

const MB = 2 ** 20;
const house = { power: 3, loss: 0.2, heatCapacity: 5, comfort: { low: 20, high: 22 }, cop: 3 };
const outside = { csv: 'air.csv', column: 'air', unit: 'degC', time: 'time' };

/** Three hours of a house whose air is measured. */
function cold(heatPump: object = {}, rest: object = {}): object {
  return {
    ...{ kind: 'community', id: 'cold', start: '2025-01-15', step: 'PT1H', periods: 3 },
    ...{ island: {}, valueOfLostLoad: 1 },
    households: [{ id: 'house', heatPump: { ...house, outside, ...heatPump } }],
    ...rest,
  };
}

/** Three rows of an hour of a day, the first with such a cell. */
function air(first: string, day = '2025-01-15'): string {
  const rows = [first, '2', '3'].map((cell, hour) => `${day}T0${hour}:00,${cell}`);
  return ['time,air', ...rows, ''].join('\n');
}

/** What is said to whoever has written it; null: it can be played. */
async function reasonOf(document: object, text: string): Promise<string | null> {
  try {
    const scenario = await scenarioFrom(document, 'cold', () => Promise.resolve(text));
    checkSolvable(scenario.draw('1'), await theSolver(), 'cold');
    return null;
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
}

it.each<[string, string, RegExp | null]>([
  ['1', '1', null],
  ['-0', '-0', null],
  ['quoted', '"1"', null],
  ['a blank of another kind', '1\u00a0', null],
  ['less than any number', '1e-400', null],
  ['NaN', 'NaN', /line 2: 'NaN' is not a number/],
  ['Infinity', '-Infinity', /is not a number/],
  ['1e308', '1e308', /is not a number/],
  ['1e309', '1e309', /is not a number/],
  ['hexadecimal', '0x10', /is not a number/],
  ['digits of another script', '\u0663', /is not a number/],
  ['right to left', '\u202e1', /is not a number/],
  ['NUL', '\0', /is not a number/],
  ['a formula', '=1+1', /'=1\+1' is not a number/],
  ['a formula that runs a program', "=cmd|' /C calc'!A0", /is not a number/],
  ['a quote within', '1"', /is not a number/],
  ['a quote that is never closed', '"1', /line 2: a quote is never closed/],
  ['nothing', '', /the value is missing/],
  ['below absolute zero', '-273.16', /-273\.16 is no temperature of the weather/],
  ['just too warm', '60.0000001', /is no temperature/],
  ['a cell of 8 MB', 'x'.repeat(8 * MB), /'x{40}…' is not a number/],
  ['a number of 8 MB', '1'.repeat(8 * MB), /'1{40}…' is not a number/],
  ['a number of 8 MB and a letter', `${'1'.repeat(8 * MB)}x`, /'1{40}…' is not a number/],
  ['a cold of 8 MB', `-${'0'.repeat(8 * MB)}300`, /-0{39}… is no temperature/],
  ['blanks of 8 MB', `${' '.repeat(8 * MB)}1`, null],
])('the temperature of the air is %s', async (_, cell, reason) => {
  const said = await reasonOf(cold(), air(cell));
  if (reason === null) expect(said).toBeNull();
  else expect(said).toMatch(reason);
  expect(said?.length ?? 0).toBeLessThan(1000);
});

const [good, seconds] = [air('1'), { outside: { ...outside, format: 'unix' } }];
it.each<[string, string, RegExp | null, object?, object?]>([
  ['a byte order mark', `\ufeff${good}`, null],
  ['lines as on Windows', good.replaceAll('\n', '\r\n'), null],
  ['lines as on old computers', good.replaceAll('\n', '\r'), /line 1: no column 'air'/],
  ['UTF-16', Buffer.from(good, 'utf16le').toString('utf8'), /no column 'air'/],
  ['nothing', '', /header is missing/],
  ['a mark alone', '\ufeff', /header is missing/],
  ['a quote that is open from the start', `"${good}`, /line 1: a quote is never closed/],
  ['8 MB of one line', 'a'.repeat(8 * MB), /no column 'air'/],
  ['8 MB of one quote', `"${'a'.repeat(8 * MB)}`, /a quote is never closed/],
  ['8 MB of quotes', `"${'""'.repeat(4 * MB)}`, /a quote is never closed/],
  ['64 million columns', ','.repeat(64 * MB), /line 1: has more than 10000 cells/],
  ['millions of quoted columns', '",'.repeat(16 * MB), /line 1: has more than 10000 cells/],
  ['a later line of millions of cells', `${good}1${','.repeat(16 * MB)}`, /line 5: has more than 10000/],
  ['a million empty lines', '\n'.repeat(MB), /header is missing/],
  ['one time three times', good.replaceAll(/T0\d/g, 'T00'), /line 3: .* by 0 minutes/],
  ['rows that are a year apart', 'time,air\n2025-01-15T00:00,1\n2026-01-15T00:00,1\n', null],
  ['seconds of 1e308', 'time,air\n1e308,1\n', /'1e308' is not a time/, seconds],
  ['seconds that hardly differ', 'time,air\n0,1\n1e-300,2\n1,3', /line 4: .* does not follow/, { outside: { ...outside, format: 'unix', gaps: 'hold' } }], // prettier-ignore
  ['gaps of billions of rows', 'time,air\n0,1\n1,1\n9000000000,1\n', /line 4: .* does not follow/, { outside: { ...outside, format: 'unix', gaps: 'hold' } }], // prettier-ignore
  ['the year 10000', air('1', '10000-01-01'), /line 2: .* is not a time/],
  ['the year 9999', air('1', '9999-12-31'), null, {}, { start: '9999-12-31' }],
  ['the end of the year 9999', air('1', '9999-12-31'), /covers 9999-12-31T00:00Z to 9999-12-31T03:00Z/, {}, { start: '9999-12-31', periods: 48 }], // prettier-ignore
  ['the year 0', air('1', '0000-01-01'), /start: 0000-01-01 is before 1900/, {}, { start: '0000-01-01' }],
])('the file has %s', async (...[, text, reason, heatPump, rest]) => {
  const said = await reasonOf(cold(heatPump, rest), text);
  if (reason === null) expect(said).toBeNull();
  else expect(said).toMatch(reason);
  expect(said?.length ?? 0).toBeLessThan(1000);
});

it.each<[object, RegExp | null]>([
  [{ cop: 0 }, /heatPump\.cop: /],
  [{ cop: -3 }, /heatPump\.cop: /],
  [{ cop: 1e308 }, /heatPump\.cop: /],
  [{ cop: 5e-324 }, /cannot meet its own constraints/],
  [{ cop: [] }, /heatPump\.cop: /],
  [{ cop: [{ outside: 0, is: 0 }] }, /cop\[0\]\.is: /],
  [{ cop: [{ outside: -300, is: 3 }] }, /cop\[0\]\.outside: /],
  [{ cop: [1, 1].map((at) => ({ outside: at, is: 3 })) }, /must go from cold to warm/],
  [{ cop: [0, 5e-324].map((at) => ({ outside: at, is: 3 })) }, null],
  [{ loss: 0 }, /heatPump\.loss: /],
  [{ loss: 5e-324 }, /heatPump\.loss: /],
  // Where exp(-loss / heatCapacity) is 1 to the last digit, a pump would warm nothing.
  [{ loss: 1e-18 }, /heatPump\.loss: /],
  [{ loss: 1e9 }, /heatPump\.loss: /],
  [{ heatCapacity: 5e-324 }, /heatPump\.heatCapacity: /],
  [{ heatCapacity: 1e9 }, /heatPump\.heatCapacity: /],
  [{ power: 5e-324 }, /cannot meet its own constraints/],
  [{ power: 1e9 }, null],
  [{ comfort: { low: -300, high: 22 } }, /comfort\.low: /],
  [{ comfort: { low: 60, high: 60 } }, /cannot meet its own constraints/],
  [{ initial: 50 }, /must have `low` <= `initial` <= `high`/],
  [{ outside: -300 }, /heatPump\.outside: /],
  [{ outside: Array<number>(24).fill(1e308) }, /outside\[0\]: /],
  [{ outside: { ...outside, factor: 1e9 } }, /is no temperature/],
])('a house with %j', async (heatPump, reason) => {
  const said = await reasonOf(cold(heatPump), good);
  if (reason === null) expect(said).toBeNull();
  else expect(said).toMatch(reason);
});

it.each([
  ['MWh', 1e9],
  ['MW', 1],
  ['kWh', 1e9],
  ['kWh', -1e9],
] as const)('a load of 1e9 %s times %d is told with its line', async (unit, factor) => {
  const series = { csv: 'load.csv', column: 'load', unit, factor, start: '2025-01-15', step: 'PT1H' };
  const homes = { households: [{ id: 'home', load: { series } }] };
  expect(await reasonOf(cold({}, homes), `load\n${'1e9\n'.repeat(3)}`)).toMatch(
    /load\.csv: lines 2, 3, 4: 1e9 is more than 1e\+9 of kWh \(check `unit` and `factor`\)/,
  );
});

it('a load below zero is told in short, however long it is', async () => {
  const series = { csv: 'load.csv', column: 'load', unit: 'kWh', start: '2025-01-15', step: 'PT1H' };
  const homes = { households: [{ id: 'home', load: { series } }] };
  const long = `-${'0'.repeat(8 * MB)}1`;
  expect(await reasonOf(cold({}, homes), `load\n${`${long}\n`.repeat(3)}`)).toMatch(
    /lines 2, 3, 4: -0{39}… is negative/,
  );
});
