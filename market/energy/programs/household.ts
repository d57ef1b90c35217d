import type { GridTariff } from '../prices/energy-market.js';
import type { WindowOccurrence } from '../period-clock.js';

/** Storage. Energies are what the cells hold; both ways together lose 1 - efficiency. */
export interface Battery {
  /** kWh */
  readonly capacity: number;
  /** kW at the terminals */
  readonly chargePower: number;
  readonly dischargePower: number;
  /** of a whole cycle, (0, 1]; each way takes its square root */
  readonly efficiency: number;
  /** kWh held at the start */
  readonly initialEnergy: number;
  /** least that must be there at the end; absent: as much as at the start */
  readonly finalEnergy?: number;
  /** money per kWh discharged */
  readonly wear: number;
}

/** A load that must get its energy within a window but is free when: appliance, car, heat pump. */
export interface FlexibleLoad {
  readonly id: string;
  readonly kind: 'appliance' | 'electric-vehicle' | 'heat-pump';
  /** kW */
  readonly power: number;
  /** what must be delivered (kWh) in which window */
  readonly demands: readonly Demand[];
  /** of a car that may also give (V2G); its demands are then what its cells must gain while it is there */
  readonly store?: {
    /** kWh */
    readonly capacity: number;
    /** kWh held whenever it comes */
    readonly initialEnergy: number;
    /** kW at the terminals */
    readonly dischargePower: number;
    /** of a whole cycle, (0, 1] */
    readonly efficiency: number;
    /** money per kWh discharged */
    readonly wear: number;
  };
}

/** What a load must get within a window, kWh. */
export interface Demand {
  readonly window: WindowOccurrence;
  readonly energy: number;
  /** of a car that may also give and has come before the periods begin: what its cells hold then */
  readonly held?: number;
}

/** A heat pump that keeps a house within a comfort band. Series are T long. */
export interface HeatPump {
  /** kW of electricity */
  readonly power: number;
  /** heat per electricity */
  readonly cop: Float64Array;
  /** degrees Celsius */
  readonly outside: Float64Array;
  /** kW/K */
  readonly loss: number;
  /** kWh/K */
  readonly heatCapacity: number;
  /** degrees Celsius */
  readonly low: number;
  readonly high: number;
  /** at the start */
  readonly initial: number;
  /** at least so warm it must be at the end; absent: as at the start */
  readonly final?: number;
}

/** A plant that burns fuel. When it is on was settled before the market opened (docs/market-rules.md, "The dealer's plant and storage"). */
export interface Generator {
  /** least and most that it makes, kWh per period (T); both 0 while it is off */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** money per kWh made */
  readonly fuel: number;
  /** g of CO2 per kWh made; absent: not told */
  readonly fuelCo2?: number;
  /** how often it starts in each period (T), and money for each start */
  readonly starts: Float64Array;
  readonly startCost: number;
}

/** One home behind one connection. Series are T long, kWh per period. */
export interface Household {
  readonly id: string;
  readonly load: Float64Array;
  readonly generation: Float64Array;
  readonly batteries: readonly Battery[];
  readonly flexible: readonly FlexibleLoad[];
  readonly heatPump?: HeatPump;
  readonly generator?: Generator;
  /** no home, but a part of the dealer's that trades for itself; the role of its seat */
  readonly unit?: 'storage' | 'plant';
  /** most that flows through its connection either way, kW */
  readonly connectionPower: number;
  /** money per kWh that it wants and does not get; absent: the community's */
  readonly valueOfLostLoad?: number;
  /** what its own supplier charges and pays on its own connection; absent: as the community's grid does */
  readonly tariff?: GridTariff;
  /** false: the meter of consumption alone, whose energy is never fed in or sold; its plant has a meter and a seat of its own */
  readonly feedsIn?: false;
  /** bought (> 0) or sold before the market opens, which it holds beside its generation, kWh (T); absent: nothing */
  readonly contracted?: Float64Array;
  /** what it pays whatever it does, EUR over the horizon; moves no trade */
  readonly standingCharge?: number;
}
