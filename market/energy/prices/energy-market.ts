import type { Resource } from '../../instance.js';
import type { PeriodClock } from '../period-clock.js';
import type { PeakCharge } from './regulation.js';

/** What grid energy costs, money per kWh in each period (T). */
export interface GridTariff {
  readonly retail: Float64Array;
  readonly feedIn: Float64Array;
}

/** The surroundings all households of a community share. */
export interface EnergyMarket {
  readonly clock: PeriodClock;
  /** absent: an island */
  readonly tariff?: GridTariff;
  /** periods in which there is no grid (T); absent: none */
  readonly outage?: readonly boolean[];
  /** money per kWh bought locally (net, at delivery), T */
  readonly localFee: Float64Array;
  /** money per kWh of demand not served, of households that state none of their own; absent: theirs must be served */
  readonly valueOfLostLoad?: number;
  /** on the peaks of households' metered imports; absent: none */
  readonly peakCharges?: readonly PeakCharge[];
  readonly resources: MarketResources;
  /** plants of households cannot be turned down */
  readonly mustGenerate?: boolean;
  /**
   * in the first so many periods a household's local energy is what it has bought or sold, and drawn from or fed into the grid as planned:
   * it takes all of it, and `tariff` says what differing from it costs (`days/imbalance.ts`); absent: none
   */
  readonly scheduled?: number;
  /** one per period (T): batteries do not discharge in it (`price-below-zero.ts`); absent: they always may */
  readonly chargeOnly?: readonly boolean[];
}

/** Whether there is a grid in period t. */
export function isConnected({ tariff, outage }: Pick<EnergyMarket, 'tariff' | 'outage'>, t: number): boolean {
  return tariff !== undefined && !outage?.[t];
}

/** What energy costs and earns on a household's own connection; undefined: there is no grid. */
export function tariffOf(
  { tariff }: { readonly tariff?: GridTariff },
  market: Pick<EnergyMarket, 'tariff'>,
): GridTariff | undefined {
  return market.tariff && (tariff ?? market.tariff);
}

/** What is traded, and where it stands in the resource vector; -1: not traded. */
export interface MarketResources {
  readonly list: readonly Resource[];
  /** local energy in period t, kWh */
  readonly energy: Int32Array;
  /** right to draw from, or feed into, the grid through the community's point of common coupling, kWh */
  readonly importCapacity: Int32Array;
  readonly exportCapacity: Int32Array;
  /** how many of the first resources are exact (`MarketInstance.exact`): all energy, or nothing */
  readonly exact: number;
}

/**
 * Numbers the traded resources. `traded[t]` is false for a period in which nobody could ever
 * supply energy: left in, such a row would keep bundles from balancing. Rights are traded in all periods but an `outage`.
 * `exact`: energy may have a price below zero.
 */
export function marketResources(
  traded: readonly boolean[],
  limited: { readonly import: boolean; readonly export: boolean },
  {
    outage,
    exact = false,
  }: { readonly outage?: readonly boolean[] | undefined; readonly exact?: boolean } = {},
): MarketResources {
  const list: Resource[] = [];
  const number = (prefix: string, wanted: readonly boolean[], of: Pick<Resource, 'right'> = {}): Int32Array =>
    Int32Array.from(wanted, (wants, period) =>
      wants ? list.push({ id: `${prefix}${period}`, unit: 'kWh', period, ...of }) - 1 : -1,
    );
  const rights = (right: 'import' | 'export'): Int32Array =>
    number(
      `${right}-capacity-`,
      traded.map((_, t) => limited[right] && !outage?.[t]),
      { right },
    );
  const energy = number('energy-', traded);
  return {
    energy,
    exact: exact ? list.length : 0,
    importCapacity: rights('import'),
    exportCapacity: rights('export'),
    list,
  };
}

/** The periods in which local energy is traded, in order. */
export function tradedEnergy({ energy }: MarketResources): number[] {
  return [...energy.keys()].filter((t) => energy[t]! >= 0);
}

/** A price per period (T) as one per resource (m): of energy; 0 for rights. */
export function perResource(resources: MarketResources, series: Float64Array): Float64Array {
  const values = new Float64Array(resources.list.length);
  for (const t of tradedEnergy(resources)) values[resources.energy[t]!] = series[t]!;
  return values;
}
