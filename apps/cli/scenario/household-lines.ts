import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Community } from '#market/energy/community.js';
import type { FlexibleLoad, Household } from '#market/energy/programs/household.js';
import { decimalsFor, formatFixed } from '../terminal/numbers.js';
import { textTable, type TextColumn } from '../terminal/table.js';
import type { ReferenceCosts } from '#matches/play/shown/reference-costs.js';

/** The households of a community: what they use, make and can move. Energies are of the whole horizon. */
export function householdLines(
  { instance }: DrawnMarket,
  { households, plant }: Community,
  { alone }: ReferenceCosts,
): string[] {
  const decimals = decimalsFor(alone);
  const rows = households.map((household, j) => [
    `  ${household.id}`,
    energy(sum(household.load)),
    energy(sum(household.generation)),
    energy(flexibleEnergy(household)),
    assetsOf(household),
    formatFixed(alone[j]!, decimals),
  ]);
  const totals = [
    '  all',
    energy(total(households, ({ load }) => sum(load))),
    energy(total(households, ({ generation }) => sum(generation))),
    energy(total(households, flexibleEnergy)),
    '',
    formatFixed(
      households.reduce((cost, _, j) => cost + alone[j]!, 0),
      decimals,
    ),
  ];
  const made = sum(plant);
  const stock = made > 0 ? [`  The dealer's own plant makes ${energy(made)} kWh.`] : [];
  const limits = instance.resources.some(({ right }) => right !== undefined);
  return [
    ...textTable(COLUMNS, [...rows, totals]),
    ...stock,
    ...(limits ? ['  Rights to the point of common coupling are traded as well.'] : []),
  ];
}

const COLUMNS: readonly TextColumn[] = [
  { title: 'Households (kWh)', align: 'left', most: 22 },
  { title: 'load', align: 'right' },
  { title: 'PV', align: 'right' },
  { title: 'flexible', align: 'right' },
  { title: 'assets', align: 'left', most: 40 },
  { title: 'alone (EUR)', align: 'right' },
];

const KIND_NAMES: Readonly<Record<FlexibleLoad['kind'], string>> = {
  appliance: 'appliance',
  'electric-vehicle': 'car',
  'heat-pump': 'heat pump',
};

function assetsOf({ batteries, flexible, heatPump }: Household): string {
  return [
    ...batteries.map(({ capacity }) => `battery ${formatFixed(capacity, 1)} kWh`),
    ...flexible.map(({ id, kind, store }) =>
      kind === 'appliance' ? id : `${KIND_NAMES[kind]}${store ? ' (gives, too)' : ''}`,
    ),
    ...(heatPump ? ['heat pump'] : []),
  ].join(', ');
}

function flexibleEnergy({ flexible }: Household): number {
  return total(flexible, ({ demands }) => total(demands, ({ energy }) => energy));
}

function energy(kilowattHours: number): string {
  return kilowattHours === 0 ? '-' : formatFixed(kilowattHours, 1);
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

function total<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((a, part) => a + of(part), 0);
}
