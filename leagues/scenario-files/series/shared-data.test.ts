import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadScenario } from '../load-scenario.js';
import { filesIn, loadSeries } from './load-series.js';
import { projectRoot } from '#project-root.js';
import { seriesSchema } from './series-schema.js';
import { resampled, type TimeSeries } from './time-series.js';

/** Three public data sets beside the project; the sums were computed apart from this code. */
const folder = resolve(projectRoot, '../shared/data');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: the loader was not tried on public data sets, there is no ${folder}`);

const load = (fields: Record<string, unknown>): Promise<TimeSeries> =>
  loadSeries(seriesSchema.parse(fields), filesIn(folder));
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const at = (text: string): number => Date.parse(text) / 1000;

(present ? describe : describe.skip)(
  'CityLearn 2022: hourly, hour-ending, no column with the full time',
  () => {
    const year = { start: '2021-08-01', step: 'PT1H', label: 'ending' };
    const building = { csv: 'citylearn2022/Building_1.csv', ...year };

    it('load in kWh', async () => {
      const series = await load({ ...building, column: 'Equipment Electric Power [kWh]', unit: 'kWh' });
      expect(series.values).toHaveLength(8760);
      expect(series.start).toBe(at('2021-07-31T23:00Z')); // month 7, hour 24
      expect(sum(series.values)).toBeCloseTo(10583.353169, 5);
      const secondDay = { start: at('2021-08-01T23:00Z'), stepHours: 0.25, periods: 96 };
      expect(sum(resampled(series, secondDay))).toBeCloseTo(40.175675, 6); // rows 24 to 47
    });

    it('solar generation in W per kW', async () => {
      const series = await load({ ...building, column: 'Solar Generation [W/kW]', unit: 'W/kW' });
      expect(sum(series.values)).toBeCloseTo(1803.124136, 5);
    });

    it('time-of-use prices', async () => {
      const series = await load({
        csv: 'citylearn2022/pricing.csv',
        ...year,
        column: 'Electricity Pricing [$]',
        unit: 'EUR/kWh',
      });
      const firstDay = { start: series.start, stepHours: 1, periods: 24 };
      const prices = resampled(series, firstDay);
      expect([prices[0], prices[16], prices[20], prices[21]]).toEqual([0.22, 0.54, 0.54, 0.22]);
      expect(resampled(series, { ...firstDay, stepHours: 24, periods: 1 })[0]).toBeCloseTo(0.2866666667, 9);
    });
  },
);

(present ? describe : describe.skip)(
  'BDEW standard load profiles: two header rows, a column per month and kind of day',
  () => {
    it.each([
      ['Januar', 'SA', 2842.961, 81.607],
      ['Juli', 'WT', 2915.474, 96.991],
      ['März', 'FT', 2866.433, 84.377],
    ])('h25, %s, %s', async (month, day, whole, firstHour) => {
      const series = await load({
        csv: 'bdew25/h25.csv',
        column: [month, day],
        unit: 'kWh',
        start: '2025-01-01',
        step: 'PT15M',
        timeZone: '+01:00',
      });
      expect(series.values).toHaveLength(96);
      expect(sum(series.values)).toBeCloseTo(whole, 6);
      const hours = resampled(series, { start: at('2024-12-31T23:00Z'), stepHours: 1, periods: 24 });
      expect(hours[0]).toBeCloseTo(firstHour, 9);
    });

    it('the older profiles by time stamps', async () => {
      const series = await load({
        csv: 'bdew25/selp_series.csv',
        column: 'h0',
        time: '',
        unit: 'kWh',
        timeZone: 'Europe/Berlin',
      });
      expect(series).toMatchObject({ start: at('2006-12-31T23:00Z'), step: 900 });
      expect(sum(series.values)).toBeCloseTo(230.2922, 6);
    });
  },
);

(present ? describe : describe.skip)('HAMLET: quarters of an hour in seconds since 1970', () => {
  it('load in W', async () => {
    const series = await load({
      csv: 'hamlet/hh_2012_3.csv',
      column: 'electricity',
      unit: 'W',
      time: 'timestamp',
      timeFormat: 'unix',
    });
    expect(series).toMatchObject({ start: at('2021-02-14T23:00Z'), step: 900 });
    expect(sum(series.values)).toBeCloseTo(258.7995, 9);
    const day = resampled(series, { start: series.start, stepHours: 1, periods: 24 });
    expect([day[0], sum(day)]).toEqual(
      [0.13925, 6.098].map((energy) => expect.closeTo(energy, 9) as unknown),
    );
  });

  it('generation per unit', async () => {
    const series = await load({
      csv: 'hamlet/pv_1_pu.csv',
      column: 'electricity',
      unit: 'pu',
      time: 'timestamp',
      timeFormat: 'unix',
    });
    expect(sum(series.values)).toBeCloseTo(123.065, 6);
  });
});

const trial = resolve(projectRoot, '../shared/trials/energy/s_dotcomma.yaml');
if (!existsSync(trial))
  console.warn(`SKIPPED: a file with ambiguous numbers was not tried, there is no ${trial}`);

(existsSync(trial) ? it : it.skip)(
  '1.234 in a file with decimal commas is refused, with its line',
  async () => {
    await expect(loadScenario(trial)).rejects.toThrow(
      /households\[0\]\.load\.series: dotcomma\.csv: lines 2, 3, 4, 5, 6 and 19 more: '1\.234' may be one number or another/,
    );
  },
);
