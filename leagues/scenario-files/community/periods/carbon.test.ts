import { scenarioFrom } from '../../scenario-from.js';
import { ScenarioError } from '../../reading/scenario-error.js';

const street = {
  ...{ kind: 'community', id: 'street', start: '2025-07-08', step: 'PT1H', periods: 2 },
  timeZone: 'Europe/Berlin',
  households: [{ id: 'home', load: { annualEnergy: 2000 } }],
  grid: { retail: 0.3, feedIn: 0.08 },
};

/** The carbon intensities of a draw. `csv`: of the one file there is. */
async function carbonOf(carbon: object, more: object = {}, csv = '') {
  const scenario = await scenarioFrom({ ...street, ...more, carbon }, 'street', () => Promise.resolve(csv));
  return scenario.draw('1').community!.carbon!;
}

it('is a number, a list by period, or a series in a zone of its own that is averaged over periods', async () => {
  // 22:00 UTC is midnight in Berlin
  const csv = `time,mix\n${['22:00,100', '22:30,300', '23:00,400', '23:30,600'].map((row) => `2025-07-07 ${row}`).join('\n')}\n`;
  const series = { csv: 'mix.csv', column: 'mix', unit: 'kg/MWh', time: 'time', timeZone: 'UTC' };
  const { average, marginal } = await carbonOf({ average: series, marginal: [700, 800] }, {}, csv);
  expect(Array.from(average)).toEqual([200, 500]);
  expect(Array.from(marginal!)).toEqual([700, 800]);
  expect(await carbonOf({ average: 363 })).toEqual({ average: Float64Array.of(363, 363) });
  const kilograms = { average: { ...series, unit: 'kg/kWh', factor: 0.001 } };
  expect(Array.from((await carbonOf(kilograms, {}, csv)).average)).toEqual([200, 500]);
});

it.each<[string, object, object, string]>([
  ['no average', { marginal: 1 }, {}, 'carbon.average'],
  ['below zero', { average: -1 }, {}, 'carbon.average'],
  ['a list of another length', { average: [1, 2, 3] }, {}, 'carbon.average'],
  ['a list that is an hour short in autumn', { average: new Array(24).fill(1) }, { start: '2025-10-26', periods: 'day' }, 'carbon.average'], // prettier-ignore
  ['a price', { average: { csv: 'x.csv', column: 'x', unit: 'EUR/kWh', time: 'time' } }, {}, 'carbon.average.unit'], // prettier-ignore
  ['an intensity as a price', { average: 1 }, { grid: { retail: { csv: 'x.csv', column: 'x', unit: 'g/kWh', time: 'time' } } }, 'grid.retail.unit'], // prettier-ignore
  ['no grid', { average: 1 }, { grid: undefined, island: {}, valueOfLostLoad: 2 }, 'carbon'],
])('is refused with its field: %s', async (_, carbon, more, field) => {
  const { grid, ...others } = { ...street, ...more };
  const fields = grid === undefined ? others : { ...others, grid };
  const refused = await scenarioFrom({ ...fields, carbon }, 'street', () =>
    Promise.resolve('time,x\n'),
  ).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ScenarioError);
  expect((refused as ScenarioError).field).toBe(field);
});
