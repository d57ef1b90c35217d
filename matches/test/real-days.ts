/**
 * Six days of measured homes (HAMLET, CityLearn 2022, standard load profiles of 2007), as community scenarios; files relative to the
 * folder of those data. Both seasons, hours and quarter-hours, prices below zero, and the two days on which clocks change.
 */
type Fields = Record<string, unknown>;

const unix = { time: 'timestamp', format: 'unix' };
const hamletLoad = (name: string): Fields => ({
  load: { series: { csv: `hamlet/hh_${name}.csv`, column: 'electricity', unit: 'W', ...unix } },
});
const hamletPv = (number: number, peakPower: number): Fields => ({
  pv: {
    peakPower,
    series: { csv: `hamlet/pv_${number}_pu.csv`, column: 'electricity', unit: 'pu', ...unix },
  },
});
const hourly = { start: '2021-08-01', step: 'PT1H', label: 'ending', timeZone: 'UTC' };
const building = (number: number, peakPower?: number): Fields => {
  const file = { csv: `citylearn2022/Building_${number}.csv`, ...hourly };
  return {
    id: `building-${number}`,
    load: { series: { ...file, column: 'Equipment Electric Power [kWh]', unit: 'kWh' } },
    ...(peakPower && {
      pv: { peakPower, series: { ...file, column: 'Solar Generation [W/kW]', unit: 'W/kW' } },
    }),
  };
};
const profile = (column: string, scale: number): Fields => ({
  load: {
    series: { csv: 'bdew25/selp_series.csv', column, unit: 'kW', start: '2007-07-09', step: 'PT15M' },
    scale,
  },
});
const battery = { capacity: 8, power: 4, efficiency: 0.9, initial: 0.2, wear: 0.01 };
const wholeDay = { kind: 'community', timeZone: 'Europe/Berlin', periods: 'day' };

export const realDays: readonly Fields[] = [
  {
    ...{ ...wholeDay, id: 'winter-quarters', start: '2021-02-20', step: 'PT15M' },
    households: [
      { id: 'a', ...hamletLoad('2012_3'), ...hamletPv(1, 6), battery },
      { id: 'b', ...hamletLoad('2959_0'), ...hamletPv(2, 4) },
      { id: 'c', ...hamletLoad('3863_0'), battery: { ...battery, capacity: 5, power: 2.5 } },
      { id: 'd', ...hamletLoad('4402_0') },
    ],
    ...{ grid: { retail: 0.32, feedIn: 0.08 }, localFee: 0.04 },
  },
  {
    ...{ ...wholeDay, id: 'clocks-go-forward', start: '2021-03-28', step: 'PT15M' },
    households: [
      { id: 'a', ...hamletLoad('2012_3'), ...hamletPv(1, 6) },
      {
        ...{ id: 'b', ...hamletLoad('2959_0') },
        appliances: [{ id: 'dryer', energy: 2.4, power: 2, from: '01:00', to: '05:00' }],
      },
      {
        ...{ id: 'c', ...hamletLoad('5527_0'), ...hamletPv(3, 8) },
        ev: { energy: 9, power: 3.7, arrival: '09:30', departure: '18:00' },
      },
    ],
    grid: {
      retail: { otherwise: 0.3, windows: [{ from: '17:00', to: '21:00', price: 0.41 }] },
      feedIn: 0.08,
    },
    localFee: 0.05,
  },
  {
    ...{ ...wholeDay, id: 'spring-hours', start: '2021-03-10', step: 'PT1H' },
    households: [
      {
        id: 'a',
        ...hamletLoad('2012_3'),
        ...hamletPv(1, 9),
        battery: [battery, { ...battery, capacity: 2, power: 1, wear: 0 }],
      },
      { id: 'b', ...hamletLoad('2959_0'), heatPump: { dailyEnergy: 18, power: 3, windowHours: 6 } },
      { id: 'c', ...hamletLoad('3863_0'), ...hamletPv(2, 5) },
    ],
    // what is fed in around noon costs
    grid: {
      retail: { otherwise: 0.29, windows: [{ from: '10:00', to: '15:00', price: 0.16 }] },
      feedIn: { otherwise: 0.06, windows: [{ from: '11:00', to: '14:00', price: -0.04 }] },
    },
    localFee: 0.02,
  },
  {
    ...{ ...wholeDay, id: 'summer-hours', start: '2022-06-15', step: 'PT1H' },
    households: [
      building(1, 4),
      { ...building(2, 4), battery },
      building(3),
      { ...building(4, 5), battery },
      building(5),
    ],
    grid: {
      retail: {
        csv: 'citylearn2022/pricing.csv',
        ...hourly,
        column: 'Electricity Pricing [$]',
        unit: 'EUR/kWh',
      },
      feedIn: 0.05,
    },
    localFee: 0.03,
  },
  {
    ...{ ...wholeDay, id: 'clocks-go-back', start: '2021-10-31', step: 'PT1H' },
    households: [
      { ...building(1, 4), battery },
      { ...building(2, 4), tariff: { retail: 0.36, feedIn: 0.12 } }, // an old contract
      { ...building(3), connection: 3 },
      building(4),
    ],
    ...{ grid: { retail: 0.33, feedIn: 0.08 }, localFee: 0.06 },
  },
  {
    ...{ ...wholeDay, id: 'summer-quarters', start: '2007-07-11', step: 'PT15M' },
    households: [
      { id: 'house', ...profile('h0', 3.5), pv: { ...pvOf2007(1), peakPower: 5 } },
      { id: 'farm', ...profile('l0', 9), pv: { ...pvOf2007(2), peakPower: 12 }, battery },
      { id: 'shop', ...profile('g0', 12) },
    ],
    // drawing is paid for around noon
    grid: {
      retail: { otherwise: 0.27, windows: [{ from: '12:00', to: '14:00', price: -0.02 }] },
      feedIn: { otherwise: 0.07, windows: [{ from: '12:00', to: '14:00', price: -0.05 }] },
    },
    localFee: 0.01,
  },
];

function pvOf2007(number: number): Fields {
  return {
    series: {
      ...{ csv: `citylearn2022/Building_${number}.csv`, ...hourly, start: '2006-08-01' },
      ...{ column: 'Solar Generation [W/kW]', unit: 'W/kW' },
    },
  };
}
