import { scenarioFrom } from '../../scenario-from.js';
import { refuses, type Case } from '../../test/malformed.js';

const community = {
  ...{ kind: 'community', id: 'street', start: '2025-07-08', step: 'PT1H', periods: 24 },
  households: [{ id: 'home', load: { annualEnergy: 3000 } }],
  grid: { retail: 0.3, feedIn: 0.08 },
};
const priced = (retail: unknown): object => ({ ...community, grid: { retail, feedIn: 0.08 } });
const under = (...regulation: object[]): object => ({ ...community, grid: {}, regulation });
const energy = { name: 'energy', unit: 'ct/kWh', retail: 14 };
const series = { csv: 'prices.csv', column: 'price', unit: 'EUR/kWh', time: 'time' };

const cases: Case[] = [
  ['a price in words', priced('cheap'), 'grid.retail', /number/],
  ['no number', priced(NaN), 'grid.retail', /number/],
  ['no price for the rest of the day', priced({ windows: [{ from: '10:00', to: '12:00', price: 0.1 }] }), 'grid.retail.otherwise', /is missing/], // prettier-ignore
  ['no windows', priced({ otherwise: 0.3 }), 'grid.retail.windows', /is missing/],
  ['an empty list of windows', priced({ otherwise: 0.3, windows: [] }), 'grid.retail.windows', />=1/],
  ['a window without a price', priced({ otherwise: 0.3, windows: [{ from: '10:00', to: '12:00' }] }), 'grid.retail.windows[0].price', /is missing/], // prettier-ignore
  ['an hour that no day has', priced({ otherwise: 0.3, windows: [{ from: '10:00', to: '24:30', price: 1 }] }), 'grid.retail.windows[0].to', /time of day such as '17:30'/], // prettier-ignore
  ['a time without quotes', priced({ otherwise: 0.3, windows: [{ from: 600, to: '12:00', price: 1 }] }), 'grid.retail.windows[0].from', /string/], // prettier-ignore
  ['a misspelt field', priced({ otherwise: 0.3, windows: [{ form: '10:00', from: '10:00', to: '12:00', price: 1 }] }), 'grid.retail.windows[0].form', /unknown field/], // prettier-ignore
  ['energy for a price', priced({ ...series, unit: 'kWh' }), 'grid.retail.unit', /EUR\/kWh, ct\/kWh or EUR\/MWh/], // prettier-ignore
  ['a series without its column', priced({ ...series, column: undefined }), 'grid.retail.column', /is missing/], // prettier-ignore
  ['a series of another form', priced({ ...series, format: 'DD.MM' }), 'grid.retail.format', /YYYY/],
  ['a file that is not there', priced(series), 'grid.retail', /prices\.csv: no such file/],
  ['a contract of another unit', { ...community, households: [{ id: 'home', tariff: { retail: { ...series, unit: 'W' } } }] }, 'households[0].tariff.retail.unit', /for a price/], // prettier-ignore
  ['a preset of another year', { ...community, regulation: 'DE-2024' }, 'regulation', /'DE-2024' is none: a preset \(none, DE-2025, DE-42c, .*\) or a table of lines/], // prettier-ignore
  ['a table that is none', { ...community, regulation: 12 }, 'regulation', /a preset .* or a table of lines/],
  ['an unknown unit', under({ ...energy, unit: 'ct/MWh' }), 'regulation[0].unit', /"ct\/kWh"/],
  ['a line without a name', under({ ...energy, name: undefined }), 'regulation[0].name', /is missing/],
  ['an unknown receiver', under({ ...energy, receiver: 'taxman' }), 'regulation[0].receiver', /"state"/],
  ['half a window', under({ ...energy, window: { from: '10:00' } }), 'regulation[0].window.to', /is missing/], // prettier-ignore
  ['a tax at the top', under({ name: 'VAT', unit: '%', retail: 20 }, energy), 'regulation[0].retail', /nothing does: put it last/], // prettier-ignore
  ['a tax on a column of nothing', under(energy, { name: 'VAT', unit: '%', local: 20 }), 'regulation[1].local', /nothing does/], // prettier-ignore
  ['a fixed charge on local energy', under(energy, { name: 'fee', unit: 'EUR/a', local: 3 }), 'regulation[1].unit', /fixed charge.*state `retail` alone/], // prettier-ignore
  ['a fixed charge by the hour', under(energy, { name: 'fee', unit: 'EUR/kW', retail: 3, window: { from: '10:00', to: '12:00' } }), 'regulation[1].window', /leave it out/], // prettier-ignore
  ['no price anywhere', { ...community, grid: {} }, 'grid.retail', /missing/],
];

refuses('prices', community, cases);

it('says how to go on where there is neither a grid nor an island, and nothing that follows from it', async () => {
  const { grid: _, ...rest } = community;
  const error = await scenarioFrom(rest, 'file.yaml').then(String, (thrown: Error) => thrown.message);
  expect(error).toMatch(/^file\.yaml: grid: is missing: give `grid` .* or `island: \{\}`$/);
});
