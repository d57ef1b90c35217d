import { stringify } from 'yaml';

const CSV = `kWh\n${Array.from({ length: 24 }, (_, hour) => 0.2 + (hour % 5) / 10).join('\n')}\n`;
export const series = { csv: 'load.csv', column: 'kWh', unit: 'kWh', start: '2025-06-01', step: 'PT1H' };
/** Of three homes, with a series of its own. */
export const STREET = {
  ...{ kind: 'community', id: 'own-street', start: '2025-06-01', step: 'PT1H', periods: 24 },
  households: [
    { id: 'flat', count: 2, load: { series, scale: [0.8, 1.2] } },
    { id: 'roof', load: { series }, pv: { peakPower: [4, 8] } },
  ],
  grid: { retail: 0.3, feedIn: 0.08 },
};
/** The files of its package, at a tariff. */
export const street = (retail: number): Record<string, string> => ({
  'street.yaml': stringify({ ...STREET, grid: { ...STREET.grid, retail } }),
  'load.csv': CSV,
});

/** A league of two strategies on it. */
export const leagueOn = (scenario: string, blocks: number): string => `
id: frozen
title: A league on own data
format: self-play
scenarios: ['${scenario}']
blocks: ${blocks}
entrants: [truthful, shaded]
roundCap: 8
limits: { milliseconds: 30000 }
`;
