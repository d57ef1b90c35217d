import type { Vector } from './problem.js';

/** What your household has, as its own program knows it; series are per period, kWh. Only where the market is of households. */
export interface HouseholdAssets {
  /** demand that nothing moves */
  readonly load: Vector;
  /** forecast of what its panels generate */
  readonly generation: Vector;
  /** most that its connection carries either way, kW */
  readonly connectionPower: number;
  readonly batteries: readonly BatteryAsset[];
  readonly flexible: readonly FlexibleAsset[];
  readonly heatPump?: HeatPumpAsset;
}

export interface BatteryAsset {
  /** kWh */
  readonly capacity: number;
  /** kW */
  readonly chargePower: number;
  readonly dischargePower: number;
  /** of a whole cycle, (0, 1] */
  readonly efficiency: number;
  /** kWh held at the start, and at least at the end */
  readonly initialEnergy: number;
  /** money per kWh discharged */
  readonly wear: number;
}

/** A load that may run when it likes within its windows. */
export interface FlexibleAsset {
  readonly id: string;
  readonly kind: 'appliance' | 'electric-vehicle' | 'heat-pump';
  /** kW */
  readonly power: number;
  /** kWh that must be delivered from period `from` up to, but not in, period `until` */
  readonly demands: readonly { readonly from: number; readonly until: number; readonly energy: number }[];
}

/** A heat pump that keeps the house within a comfort band. */
export interface HeatPumpAsset {
  /** kW of electricity */
  readonly power: number;
  /** degrees Celsius */
  readonly low: number;
  readonly high: number;
  readonly initial: number;
}
