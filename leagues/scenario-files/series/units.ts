/** What a column of a file is measured in: how much of it is one kWh, kWh per kW of peak power, EUR/kWh, g/kWh, or degree Celsius. */
interface SeriesUnit {
  /** power adds up over the time of a row */
  readonly kind: 'energy' | 'power' | 'price' | 'carbon' | 'temperature';
  readonly factor: number;
  /** per kW of peak power */
  readonly perPeak?: true;
}

export const seriesUnits = {
  Wh: { kind: 'energy', factor: 0.001 },
  kWh: { kind: 'energy', factor: 1 },
  MWh: { kind: 'energy', factor: 1000 },
  W: { kind: 'power', factor: 0.001 },
  kW: { kind: 'power', factor: 1 },
  MW: { kind: 'power', factor: 1000 },
  pu: { kind: 'power', factor: 1, perPeak: true },
  'W/kW': { kind: 'power', factor: 0.001, perPeak: true },
  'EUR/kWh': { kind: 'price', factor: 1 },
  'ct/kWh': { kind: 'price', factor: 0.01 },
  'EUR/MWh': { kind: 'price', factor: 0.001 },
  'g/kWh': { kind: 'carbon', factor: 1 },
  'kg/MWh': { kind: 'carbon', factor: 1 },
  'kg/kWh': { kind: 'carbon', factor: 1000 },
  degC: { kind: 'temperature', factor: 1 },
} as const satisfies Record<string, SeriesUnit>;

export type SeriesUnitName = keyof typeof seriesUnits;

/** What a series is of. */
export type SeriesKind = 'energy' | 'price' | 'carbon' | 'temperature';

export function kindOf(unit: SeriesUnitName): SeriesKind {
  const { kind } = seriesUnits[unit];
  return kind === 'power' ? 'energy' : kind;
}

/** Of one kW of peak power; else of a whole load or plant. */
export function isPerPeak(unit: SeriesUnitName): boolean {
  return 'perPeak' in seriesUnits[unit];
}

/** kWh (or EUR/kWh, g/kWh, degrees) per unit written in a row that lasts `step` seconds. */
export function perRow(unit: SeriesUnitName, step: number): number {
  const { kind, factor } = seriesUnits[unit];
  return kind === 'power' ? (step / 3600) * factor : factor;
}
