import { z } from 'zod';
import { parseFields } from './parse-fields.js';
import { FieldError } from './scenario-error.js';

const load = z.union([
  z.strictObject({ annualEnergy: z.number() }),
  z.strictObject({ series: z.strictObject({ csv: z.string() }), scale: z.number().default(1) }),
]);
const pv = z.strictObject({ peakPower: z.number().optional() }).refine(({ peakPower }) => peakPower, {
  path: ['peakPower'],
  message: 'is missing (kW)',
});
const home = z.strictObject({ load: load.optional(), pv: pv.optional(), battery: z.number().optional() });

function findings(fields: unknown): string[] {
  try {
    parseFields(home, fields);
    return [];
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return [error, ...error.others].map((one) => one.sentence);
  }
}

describe('a misspelt field', () => {
  it.each([
    [
      { pv: { peakpower: 3 } },
      ['pv.peakpower: unknown field (did you mean `peakPower`?)', 'pv.peakPower: is missing (kW)'],
    ],
    [{ pv: { peak_power: 3, peakPower: 3 } }, ['pv.peak_power: unknown field (did you mean `peakPower`?)']],
    [{ batery: 3 }, ['batery: unknown field (did you mean `battery`?)']],
    [{ colour: 3 }, ['colour: unknown field (known here: load, pv, battery)']],
  ])('%j is told with what was meant', (fields, told) => expect(findings(fields)).toEqual(told));

  it.each([
    [
      { load: { annualenergy: 3 } },
      ['load.annualEnergy: is missing', 'load.annualenergy: unknown field (did you mean `annualEnergy`?)'],
    ],
    [
      { load: { serie: { csv: 'a' } } },
      ['load.series: is missing', 'load.serie: unknown field (did you mean `series`?)'],
    ],
    [
      { load: { series: { cvs: 'a' } } },
      ['load.series.csv: is missing', 'load.series.cvs: unknown field (did you mean `csv`?)'],
    ],
    [
      { load: { series: { csv: 'a' }, factor: 2 } },
      ['load.factor: unknown field (known here: series, scale)'],
    ],
  ])('%j is told of the alternative that was meant', (fields, told) => {
    for (const one of told)
      expect(findings(fields)).toContainEqual(expect.stringMatching(one.split(' (')[0]!));
    expect(findings(fields)).toContain(told.at(-1));
  });

  it('is told with no name of what all objects have', () => {
    expect(findings({ constructor: 1, toString: 2 })).toEqual([
      'constructor: unknown field (known here: load, pv, battery)',
      'toString: unknown field (known here: load, pv, battery)',
    ]);
  });
});
