import { measuredDays, measuredMonth } from '../test/measured-days.js';
import { packageOf, type ScenarioPackage } from './scenario-package.js';
import { heldDays, shownDays } from './shown-days.js';

const from = ['2025-06-02/2025-06-09'];
const hold = ['2025-06-03', '2025-06-05'];

function june(days: object | undefined, fields: object = {}): ScenarioPackage {
  const { draw, ...rest } = measuredDays(days ?? {}, fields);
  const scenario = { ...rest, ...(days && { draw }) } as { id: string };
  return packageOf({ files: { 'june.csv': measuredMonth() }, scenario });
}
const dayNames = (one: ScenarioPackage): string[] => heldDays(one).map(({ day }) => day);
const held = heldDays(june({ from, hold }));

it('a scenario holds the days that it says, from when it starts on them to the end of its horizon', () => {
  expect(dayNames(june({ from, hold }))).toEqual(hold);
  expect([dayNames(june({ from })), dayNames(june(undefined))]).toEqual([[], []]);
  const noon = Date.parse('2025-06-03T12:00Z') / 1000;
  const [first] = heldDays(june({ from, hold }, { start: '2025-06-01T12:00', periods: 6 }));
  expect(first).toEqual({ day: '2025-06-03', from: noon, to: noon + 6 * 3600 });
});

it.each<[string, object | undefined, object, string[]]>([
  ['the same days held', { from, hold }, {}, []],
  ['more of them', { from, hold: ['2025-06-03/2025-06-07'] }, {}, []],
  ['other days alone', { from: ['2025-06-20/2025-06-22'], hold: ['2025-06-22'] }, {}, []],
  ['fewer', { from, hold: ['2025-06-03'] }, {}, ['2025-06-05']],
  ['none', { from }, {}, hold],
  ['none, on other days: the files have them', { from: ['2025-06-20'] }, {}, hold],
  ['one fixed day: the files have the others', undefined, {}, hold],
  [
    'at another time of day: the evening before goes on into the day',
    { from, hold },
    { start: '2025-06-01T18:00' },
    hold,
  ],
])('what is shown of them by %s', (_, days, fields, shown) => {
  expect(shownDays(held, june(days, fields))).toEqual(shown);
});

it('what has no series of its days shows none of them, nor does another kind of scenario', () => {
  const random = { kind: 'random', id: 'june', agents: 4, resources: 2, cash: 100 };
  expect(shownDays(held, packageOf({ files: {}, scenario: random }))).toEqual([]);
  const [header, ...rows] = measuredMonth().split('\n');
  const scenario = { ...measuredDays({}), start: '2025-06-10', draw: undefined };
  const late = JSON.parse(JSON.stringify(scenario)) as { id: string };
  const files = { 'june.csv': [header, ...rows.slice(9 * 24)].join('\n') };
  expect(shownDays(held, packageOf({ files, scenario: late }))).toEqual([]);
});
