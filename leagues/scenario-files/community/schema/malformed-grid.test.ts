import { refuses, spoiled, type Case } from '../../test/malformed.js';
import { community, home } from '../../test/sample-community.js';

const cases: Case[] = [
  ['unknown regulation', spoiled(community(), ['regulation'], 'XX'), 'regulation', /DE-2025/],
  ['no price', spoiled(community(), ['grid', 'retail'], undefined), 'grid.retail', /missing/],
  [
    'feed-in above retail, and a battery beside a plant',
    spoiled(community(), ['grid'], { retail: 0.3, feedIn: 0.35 }),
    'households[0]',
    /feed-in \(0\.35\) is above retail \(0\.3\).*buying and feeding in, or selling, at once \(.*connection: gross/,
  ],
  [
    'an export limit, prices below zero and a battery',
    {
      ...(spoiled(community(), ['grid'], { retail: -0.02, feedIn: -0.05, exportLimit: 3 }) as object),
      valueOfLostLoad: 1,
    },
    'grid.exportLimit',
    /burning energy in its battery/,
  ],
  [
    'an outage, prices below zero and a battery',
    {
      ...(spoiled(community(), ['grid'], {
        ...{ retail: -0.02, feedIn: -0.05, outages: [{ from: '05:00', to: '07:00' }] },
      }) as object),
      valueOfLostLoad: 1,
    },
    'grid.outages',
    /burning energy in its battery while there is no grid/,
  ],
  [
    'a connection too small for battery and plant on a day that pays',
    {
      ...(spoiled(community(), [...home, 'connection'], 4) as object),
      grid: {
        retail: { otherwise: 0.3, windows: [{ from: '02:00', to: '03:00', price: -0.01 }] },
        feedIn: 0.08,
      },
    },
    'households[0]',
    /more in period \d+ than its connection of 4 kW/,
  ],
  [
    'a contract on an island',
    {
      ...(spoiled(community(), ['grid'], undefined) as object),
      ...{ island: {}, valueOfLostLoad: 1 },
      households: [{ id: 'a', load: { annualEnergy: 1000 }, tariff: { retail: 0.2 } }],
    },
    'households',
    /needs a grid/,
  ],
  [
    'a contract beyond the market, with a battery beside a plant',
    spoiled(community(), [...home, 'tariff'], { feedIn: 0.45 }),
    'households[0]',
    /feed-in \(0\.45\) is above retail/,
  ],
  [
    'a contract in another unit',
    spoiled(community(), [...home, 'tariff'], {
      retail: { csv: 'x.csv', column: 'a', unit: 'kWh', time: 't' },
    }),
    'households[0].tariff.retail.unit',
    /EUR\/kWh, ct\/kWh or EUR\/MWh/,
  ],
  ['negative fee', spoiled(community(), ['localFee'], -0.01), 'localFee', /negative/],
  ['grid and island', spoiled(community(), ['island'], {}), 'grid', /either/],
  [
    'limit without value of lost load',
    spoiled(community(), ['grid', 'importLimit'], 0),
    'valueOfLostLoad',
    /needed/,
  ],
];

refuses('a community and its grid', community(), cases);
