import { studyDays } from '#matches/study/mechanisms/study-days.js';

/** A scenario of which rounds are counted. */
export interface Day {
  readonly id: string;
  /** a community scenario's fields, or where its file is: a shipped one's name, or a path */
  readonly scenario: Readonly<Record<string, unknown>> | string;
}

const load = { annualEnergy: [2500, 4500] };
const pv = { peakPower: [4, 8], tilt: [20, 40], azimuth: [-60, 60] };
const battery = { capacity: [4, 8], power: 3, efficiency: 0.9, initial: 0.2, wear: 0.01 };
const grid = { retail: 0.32, feedIn: 0.08 };
const spring = { start: '2025-03-29', sky: 'mixed' };
const summer = { start: '2025-06-10', sky: 'mixed' };
const ofAll = {
  ...{ kind: 'community', site: { latitude: 48.4, longitude: 10 }, settlement: 'final', grid },
};

const car = {
  ...{ energy: 6, power: 4, arrival: '08:00', departure: '20:00' },
  v2g: { capacity: 30, initial: 0.3 },
};
const heatPump = { dailyEnergy: [12, 20], power: 3, windowHours: 6 };

const communities: Readonly<Record<string, object>> = {
  'three-homes': {
    ...spring,
    households: [
      { id: 'roof', load, pv, battery },
      { id: 'flat', count: 2, load },
    ],
  },
  'eight-batteries': { ...summer, households: [{ id: 'home', count: 8, load, pv, battery }] },
  'ten-homes': {
    ...summer,
    households: [
      { id: 'flat', count: 2, load },
      { id: 'roof', count: 2, load, pv },
      { id: 'battery', count: 6, load, pv, battery },
    ],
  },
  /** limits both ways, an outage, a car that gives, a house that is heated */
  linked: {
    ...spring,
    households: [
      { id: 'battery', load, pv, battery },
      { id: 'car', load, ev: car },
      { id: 'heat', load, pv, heatPump },
      { id: 'flat', load },
    ],
    grid: { ...grid, importLimit: 6, exportLimit: 4, outages: [{ from: '18:00', to: '20:00' }] },
    valueOfLostLoad: 4,
  },
};
const steps = { hours: { step: 'PT1H', periods: 24 }, quarters: { step: 'PT15M', periods: 96 } };
const fees = { fee: { localFee: 0.04 }, 'no-fee': {} };

/** By their ids: the shipped communities, those of the published edition, and the example of several days. */
const files: Readonly<Record<string, string>> = {
  'demo-street': 'demo-street',
  'demo-community': 'demo-community',
  'winter-community': 'winter-community',
  'street-2026': './leagues/editions/2026/street.yaml',
  'community-2026': './leagues/editions/2026/community.yaml',
  'three-days': './docs/examples/three-days.yaml',
};

/**
 * Days of which rounds are counted: communities that are shipped or published; others by the hour and by the quarter of it, with a
 * local fee and without; and those of the mechanism study.
 */
export const days: readonly Day[] = [
  ...Object.entries(files).map(([id, file]) => ({ id, scenario: file })),
  ...Object.entries(communities).flatMap(([name, community]) =>
    Object.entries(steps).flatMap(([step, periods]) =>
      Object.entries(fees).map(([fee, bears]) => {
        const id = `${name}-${step}-${fee}`;
        return { id, scenario: { ...ofAll, ...periods, ...bears, ...community, id } };
      }),
    ),
  ),
  ...studyDays.map((day) => ({ id: `study-${day.id}`, scenario: { ...day, id: `study-${day.id}` } })),
];
