import type { Regulation } from './regulation.js';

/** Procurement and sales, German household of 3,500 kWh a year, 2025. */
const PROCUREMENT = 16.04;
const GERMAN_FEED_IN = 7.94;
const GERMAN_CHARGES = [
  ['grid fee including metering', 10.95],
  ['KWKG levy', 0.277],
  ['offshore levy', 0.816],
  ['special grid use levy', 1.558],
  ['concession levy', 1.67],
  ['electricity tax', 2.05],
] as const;

/**
 * Regulations a scenario can name. Germany: components of the average household price 2025
 * (39.7 ct/kWh), feed-in up to 10 kW peak from February 2025.
 */
export const regulationPresets = {
  /** no levy, tax or fee: the scenario's own tariff is all there is */
  none: [],

  /** neighbours trade over the local grid free of charges: the retail price is all a household compares with */
  'DE-2025': [
    { name: 'procurement and sales', unit: 'ct/kWh', retail: PROCUREMENT },
    ...GERMAN_CHARGES.map(([name, retail]) => ({ name, unit: 'ct/kWh', retail }) as const),
    { name: 'value added tax', unit: '%', retail: 19 },
    { name: 'feed-in remuneration', unit: 'ct/kWh', feedIn: GERMAN_FEED_IN },
  ],

  /**
   * Energy sharing after section 42c EnWG (from June 2026): local trades bear grid fee, levies and
   * taxes in full. Value added tax on the energy itself is charged at the procurement price, so
   * that local prices lie between feed-in and procurement, net.
   */
  'DE-42c': [
    { name: 'procurement and sales', unit: 'ct/kWh', retail: PROCUREMENT },
    ...GERMAN_CHARGES.map(
      ([name, amount]) => ({ name, unit: 'ct/kWh', retail: amount, local: amount }) as const,
    ),
    { name: 'value added tax', unit: '%', retail: 19, local: 19 },
    { name: 'value added tax on the energy traded', unit: 'ct/kWh', local: 0.19 * PROCUREMENT },
    { name: 'feed-in remuneration', unit: 'ct/kWh', feedIn: GERMAN_FEED_IN },
  ],

  /**
   * Austrian renewable energy community, regional: the energy part of the grid fee is 28 % lower,
   * electricity levy and renewables contribution do not apply. Typical household amounts, rounded.
   */
  'AT-community': [
    { name: 'energy', unit: 'ct/kWh', retail: 14 },
    { name: 'grid fee', unit: 'ct/kWh', retail: 8, local: 0.72 * 8 },
    { name: 'electricity levy', unit: 'ct/kWh', retail: 1.5 },
    { name: 'renewables contribution', unit: 'ct/kWh', retail: 0.6 },
    { name: 'value added tax', unit: '%', retail: 20, local: 20 },
    { name: 'feed-in remuneration', unit: 'ct/kWh', feedIn: 7.5 },
  ],
} as const satisfies Record<string, Regulation>;

export type RegulationName = keyof typeof regulationPresets;
