import { refuses, type Case } from '../../test/malformed.js';

const community = {
  ...{ kind: 'community', id: 'street', start: '2025-07-08', step: 'PT1H', periods: 24 },
  households: [{ id: 'home', load: { annualEnergy: 3000 } }],
  grid: { retail: 0.3, feedIn: 0.08 },
};
const dealerStorage = {
  ...{ capacity: 10, power: 5, charge: { from: '10:00', to: '16:00' } },
  discharge: { from: '17:00', to: '21:00' },
};

const cases: Case[] = [
  [
    'a storage of the dealer that has nothing to charge from',
    { ...community, dealer: { storage: dealerStorage } },
    'dealer.storage',
    /by a timetable from a pv or chp .* and there is neither/,
  ],
  [
    'a storage of the dealer whose windows overlap',
    {
      ...community,
      dealer: {
        pv: { peakPower: 5 },
        storage: { ...dealerStorage, discharge: { from: '15:59', to: '20:00' } },
      },
    },
    'dealer.storage',
    /overlap/,
  ],
  [
    'a storage of the dealer that does not say when it charges',
    { ...community, dealer: { pv: { peakPower: 5 }, storage: { ...dealerStorage, charge: undefined } } },
    'dealer.storage.discharge',
    /charge/,
  ],
  [
    'a charge on peaks that pays for them',
    { ...community, regulation: [{ name: 'power', unit: 'EUR/kW peak', retail: -1 }] },
    'regulation[0].retail',
    /0 or more/,
  ],
  [
    'a charge on peaks on what neighbours sell',
    { ...community, regulation: [{ name: 'power', unit: 'EUR/kW peak', retail: 1, local: 1 }] },
    'regulation[0].unit',
    /`retail` alone/,
  ],
  [
    'a charge on peaks on an island',
    {
      ...{ ...community, grid: undefined, island: {}, valueOfLostLoad: 2 },
      regulation: [{ name: 'power', unit: 'EUR/kW peak', retail: 1 }],
    },
    'regulation[0].unit',
    /there is none/,
  ],
  [
    'a charge on peaks over days that follow one another',
    {
      ...{ ...community, periods: 'day', days: 3 },
      regulation: [{ name: 'power', unit: 'EUR/kW peak', retail: 1 }],
    },
    'regulation[0].unit',
    /days follow one another/,
  ],
];

refuses('community', community, cases);
