import { refuses, spoiled, type Case } from '../../test/malformed.js';
import { community, home } from '../../test/sample-community.js';

const communityCases: Case[] = [
  [
    'unknown field',
    spoiled(community(), [...home, 'pv', 'size'], 3),
    'households[0].pv.size',
    /unknown field/,
  ],
  [
    'negative capacity',
    spoiled(community(), [...home, 'battery', 'capacity'], -1),
    'households[0].battery.capacity',
    />=0/,
  ],
  [
    'range upside down',
    spoiled(community(), [...home, 'load', 'annualEnergy'], [3000, 2000]),
    'households[0].load.annualEnergy',
    /low is above high/,
  ],
  ['NaN', spoiled(community(), [...home, 'pv', 'peakPower'], NaN), 'households[0].pv.peakPower', /number/],
  [
    'efficiency above 1',
    spoiled(community(), [...home, 'battery', 'efficiency'], 1.1),
    'households[0].battery.efficiency',
    /<=1/,
  ],
  [
    'no time of day',
    spoiled(community(), [...home, 'appliances', 0, 'from'], '25:00'),
    'households[0].appliances[0].from',
    /time of day/,
  ],
  [
    'infinite connection',
    spoiled(community(), [...home, 'connection'], Infinity),
    'households[0].connection',
    /number/,
  ],
  ['no connection', spoiled(community(), [...home, 'connection'], 0), 'households[0].connection', />0/],
  ['endless households', spoiled(community(), [...home, 'count'], 1e9), 'households[0].count', /2000/],
  [
    'too many variables',
    spoiled({ ...community(), periods: 1000 }, [...home, 'count'], 2000),
    'households',
    /variables/,
  ],
  [
    'a battery of the dealer that cannot sell what it holds',
    { ...community(), dealer: { battery: { energy: [3, 5], power: 1, from: '17:00', to: '21:00' } } },
    'dealer.battery',
    /5 kWh do not leave it at 1 kW from 17:00 to 21:00, which is 4 kWh/,
  ],
  [
    'a car that cannot hold what it needs',
    spoiled(community(), [...home, 'ev'], {
      ...{ energy: [5, 8], power: 11, arrival: '17:00', departure: '07:00' },
      v2g: { capacity: 10, initial: 0.5 },
    }),
    'households[0].ev.v2g.capacity',
    /does not hold/,
  ],
  [
    'a comfort band upside down',
    spoiled(community(), [...home, 'heatPump'], {
      ...{ power: 3, outside: 0, cop: 3, loss: 0.2, heatCapacity: 4 },
      comfort: { low: 22, high: 20 },
    }),
    'households[0].heatPump.comfort',
    /low/,
  ],
  [
    'a table of COPs in no order',
    spoiled(community(), [...home, 'heatPump'], {
      ...{ power: 3, outside: 0, loss: 0.2, heatCapacity: 4, comfort: { low: 20, high: 22 } },
      cop: [
        { outside: 7, is: 4 },
        { outside: -7, is: 2.5 },
      ],
    }),
    'households[0].heatPump.cop',
    /from cold to warm/,
  ],
  [
    'an outage that begins within a period',
    {
      ...(spoiled(community(), ['grid', 'outages'], [{ from: '18:30', to: '20:00' }]) as object),
      valueOfLostLoad: 2,
    },
    'grid.outages[0]',
    /within period 18.*60 minutes/,
  ],
  [
    'an outage without a value of lost load',
    spoiled(community(), ['grid', 'outages'], [{ from: '18:00', to: '20:00' }]),
    'valueOfLostLoad',
    /in outages/,
  ],
  ['too many periods', spoiled(community(), ['periods'], 1e9), 'periods', /1000/],
  ['odd step', spoiled(community(), ['step'], 'PT7M'), 'step', /PT15M/],
  ['no such date', spoiled(community(), ['start'], '2025-13-40'), 'start', /no such date/],
  ['30 February', spoiled(community(), ['start'], '2025-02-30'), 'start', /no such date/],
  [
    '29 February of a common year',
    spoiled(community(), ['start'], '2025-02-29T06:00'),
    'start',
    /no such date/,
  ],
  [
    'two households of one name',
    {
      ...community(),
      households: [
        { id: 'a', load: { annualEnergy: 1000 } },
        { id: 'a', load: { annualEnergy: 1000 } },
      ],
    },
    'households[1].id',
    /'a' is used twice/,
  ],
  [
    'a household named as one of a group',
    {
      ...community(),
      households: [
        { id: 'a', count: 2, load: { annualEnergy: 1000 } },
        { id: 'a-2', load: { annualEnergy: 1000 } },
      ],
    },
    'households[1].id',
    /'a-2' is used twice/,
  ],
  [
    'a household named like the grid',
    spoiled(community(), ['households', 0], { id: 'grid', load: { annualEnergy: 1000 } }),
    'households[0].id',
    /'grid' is used twice/,
  ],
  [
    'two appliances of one name',
    spoiled(community(), [...home, 'appliances', 1], {
      id: 'dryer',
      energy: 1,
      power: 2,
      from: '10:00',
      to: '18:00',
    }),
    'households[0].appliances[1].id',
    /'dryer' is used twice/,
  ],
  [
    'a regulation without grid or island',
    { ...(spoiled(community(), ['grid'], undefined) as object), regulation: 'DE-2025' },
    'grid',
    /is missing: give `grid`/,
  ],
  [
    'no time zone',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'kW', time: 't', timeZone: 'Mars/Base' },
    }),
    'households[0].load.series.timeZone',
    /'Mars\/Base' is no time zone/,
  ],
  [
    'an offset beyond the day',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'kW', time: 't', timeZone: '+99:99' },
    }),
    'households[0].load.series.timeZone',
    /no time zone/,
  ],
  [
    'a series that is not there',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'missing.csv', column: 'a', unit: 'kW', time: 't' },
    }),
    'households[0].load.series',
    /missing\.csv: no such file/,
  ],
  [
    'participation of a synchronous market',
    { ...community(), communication: 'synchronous', participation: 0.5 },
    'participation',
    /asynchronous/,
  ],
  [
    'energy series in EUR',
    spoiled(community(), [...home, 'load'], {
      series: { csv: 'x.csv', column: 'a', unit: 'EUR/kWh', time: 't' },
    }),
    'households[0].load.series.unit',
    /price/,
  ],
  [
    'series without times',
    spoiled(community(), [...home, 'load'], { series: { csv: 'x.csv', column: 'a', unit: 'kW' } }),
    'households[0].load.series.time',
    /column with the times/,
  ],
  [
    'plant of no size',
    spoiled(community(), [...home, 'pv'], { tilt: 20 }),
    'households[0].pv.peakPower',
    /is missing \(kW\)/,
  ],
];

refuses('community', community(), communityCases);
