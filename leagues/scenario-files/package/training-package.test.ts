import { csvRecords } from '../series/csv.js';
import { loadAt, measuredDays, measuredMonth } from '../test/measured-days.js';
import { isHeldBack } from './held-back.js';
import { fieldsOf, openPackage, packageOf, type ScenarioPackage } from './scenario-package.js';
import { trainingPackage } from './training-package.js';

const hold = ['2025-06-05', '2025-06-20/2025-06-30'];
const from = ['2025-06-01/2025-06-30'];
const whole = (days: object, csv = measuredMonth(), name = 'june.csv'): ScenarioPackage =>
  packageOf({ files: { [name]: csv }, scenario: measuredDays(days) as { id: string } });

it('without held days a package is everybody’s', () => {
  const one = whole({ from });
  expect(isHeldBack(one)).toBe(false);
  expect(trainingPackage(one)).toBe(one);
});

it('what looks like held days in the text of a file holds nothing back', () => {
  const one = whole({ from }, '},"scenario":{"draw":{"days":{"hold":1}}}');
  expect(isHeldBack(one)).toBe(false);
});

it('draws the same on training days, and knows no others', async () => {
  const full = await openPackage(whole({ from, hold }));
  const training = await openPackage(trainingPackage(whole({ from, hold })));
  expect(training.days!.scored).toEqual(full.days!.training);
  for (const seed of ['1', '2', 'x', 'block@2025-06-04'])
    expect(training.draw(seed)).toEqual(full.draw(seed));
  expect(() => training.draw('block@2025-06-05')).toThrow('has no day');
});

it('has nothing of what was measured on held days, in whichever column', () => {
  const csv = measuredMonth()
    .split('\n')
    .map((line, i) =>
      line === '' ? '' : `${line},${i === 0 ? 'unused' : `${i},"a, ""b"" ${i}"`}${i === 0 ? ',words' : ''}`,
    )
    .join('\n');
  const { files } = fieldsOf(trainingPackage(whole({ from, hold }, csv)).content, 'training');
  const [, ...rows] = [...csvRecords(files['june.csv']!, ',')].map(({ cells }) => cells);
  expect(rows).toHaveLength(720);
  rows.forEach(([time, load, sun, unused, words], h) => {
    const day = Math.floor(h / 24) + 1;
    expect(time).toBe(new Date(Date.UTC(2025, 5, 1, h)).toISOString());
    if (day === 5 || day >= 20) expect([load, sun, unused, words]).toEqual(['0', '0', '0', '0']);
    else expect([Number(load), unused, words]).toEqual([loadAt(h), String(h + 1), `a, "b" ${h + 1}`]);
  });
});
