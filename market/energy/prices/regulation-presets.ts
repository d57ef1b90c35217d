import type { Regulation, TariffComponent } from './regulation.js';

/** Of the average price of a German household of 3,500 kWh a year, 39.7 ct/kWh, 2025; feed-in up to 10 kW peak after EEG 2023, February to July. */
const PROCUREMENT = 16.04;
const GERMAN_FEED_IN = 7.94;
const GERMAN_CHARGES = [
  ['grid fee including metering', 10.95, 'grid operator'],
  ['KWKG levy', 0.277, 'levy funds'],
  ['offshore levy', 0.816, 'levy funds'],
  ['special grid use levy', 1.558, 'levy funds'],
  ['concession levy', 1.67, 'municipality'],
  ['electricity tax', 2.05, 'state'],
] as const;

const inCents = { unit: 'ct/kWh' } as const;
const germanFeedIn: TariffComponent = {
  ...{ name: 'feed-in remuneration', ...inCents, feedIn: GERMAN_FEED_IN, receiver: 'grid operator' },
};

/** Austria, EAG and SNE-V, 2025: typical household amounts, rounded; `share` of the energy part of the grid fee is due on local energy. */
function austrian(share: number): Regulation {
  return [
    { name: 'energy', ...inCents, retail: 14 },
    { name: 'grid fee', ...inCents, retail: 8, local: share * 8, receiver: 'grid operator' },
    { name: 'electricity levy', ...inCents, retail: 1.5, receiver: 'state' },
    { name: 'renewables contribution', ...inCents, retail: 0.6, receiver: 'levy funds' },
    { name: 'value added tax', unit: '%', retail: 20, local: 20, receiver: 'state' },
    { name: 'feed-in remuneration', ...inCents, feedIn: 7.5 },
  ];
}

export type RegulationName = 'none' | 'DE-2025' | 'DE-42c' | 'AT-community' | 'AT-community-local' | 'CH-LEG';

/** Regulations a scenario can name. */
export const regulationPresets: Readonly<Record<RegulationName, Regulation>> = {
  /** no levy, tax or fee: the scenario's own tariff is all there is */
  none: [],

  /** neighbours trade over the local grid free of charges: the retail price is all a household compares with */
  'DE-2025': [
    { name: 'procurement and sales', ...inCents, retail: PROCUREMENT },
    ...GERMAN_CHARGES.map(([name, retail, receiver]) => ({ name, ...inCents, retail, receiver })),
    { name: 'value added tax', unit: '%', retail: 19, receiver: 'state' },
    germanFeedIn,
  ],

  /**
   * Energy sharing after section 42c EnWG (from June 2026): local trades bear grid fee, levies and
   * taxes in full. Value added tax on the energy itself is charged at the procurement price, so
   * that local prices lie between feed-in and procurement, net.
   */
  'DE-42c': [
    { name: 'procurement and sales', ...inCents, retail: PROCUREMENT },
    ...GERMAN_CHARGES.map(([name, amount, receiver]) => ({
      ...{ name, ...inCents, retail: amount, local: amount, receiver },
    })),
    { name: 'value added tax', unit: '%', retail: 19, local: 19, receiver: 'state' },
    {
      name: 'value added tax on the energy traded',
      ...inCents,
      local: 0.19 * PROCUREMENT,
      receiver: 'state',
    },
    germanFeedIn,
  ],

  /** regional (network levels 6 and 7): the energy part of the grid fee is 28 % lower; electricity levy and renewables contribution do not apply */
  'AT-community': austrian(0.72),
  /** local (one low-voltage grid): 57 % lower */
  'AT-community-local': austrian(0.43),

  /**
   * Local electricity community within one transformer's circuit, 2026: the grid fee is 40 % lower (else 20 %), after StromVG art. 17d
   * and 17e, StromVV art. 19e to 19h; typical household amounts in Rappen, rounded.
   */
  'CH-LEG': [
    { name: 'energy', ...inCents, retail: 12 },
    { name: 'grid fee', ...inCents, retail: 10.5, local: 0.6 * 10.5, receiver: 'grid operator' },
    { name: 'grid surcharge', ...inCents, retail: 2.3, local: 2.3, receiver: 'levy funds' },
    { name: 'municipal charges', ...inCents, retail: 1, local: 1, receiver: 'municipality' },
    { name: 'value added tax', unit: '%', retail: 8.1, local: 8.1, receiver: 'state' },
    { name: 'feed-in remuneration', ...inCents, feedIn: 6 },
  ],
};
