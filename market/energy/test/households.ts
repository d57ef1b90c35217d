import type { EnergyMarket } from '#market/energy/prices/energy-market.js';
import { marketResources } from '#market/energy/prices/energy-market.js';
import type { Battery, Household } from '#market/energy/programs/household.js';
import type { LinearProblem } from '#market/lp/linear-problem.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpOutcome } from '#market/lp/lp-solver.port.js';

export function series(...values: number[]): Float64Array {
  return Float64Array.from(values);
}

/** A home with this load (kWh per hour) and, unless said otherwise, nothing else. */
export function aHousehold(load: number[], more: Partial<Household> = {}): Household {
  return {
    id: 'home',
    load: series(...load),
    generation: new Float64Array(load.length),
    batteries: [],
    flexible: [],
    connectionPower: 10,
    ...more,
  };
}

/** 2 kWh, empty, and 1 kW both ways; a tenth is lost. */
export const aBattery = {
  ...{ capacity: 2, chargePower: 1, dischargePower: 1 },
  ...{ efficiency: 0.9, initialEnergy: 0, wear: 0 },
} satisfies Battery;

/** An hourly market whose grid takes `retail` and pays `feedIn`; without `retail` an island. */
export function anEnergyMarket(
  input: {
    retail?: number[];
    feedIn?: number[];
    fee?: number[];
    periods?: number;
    traded?: boolean[];
    limited?: { import: boolean; export: boolean };
    valueOfLostLoad?: number;
  } = {},
): EnergyMarket {
  const { retail, feedIn, fee, limited = { import: false, export: false }, valueOfLostLoad } = input;
  const periods = retail?.length ?? input.periods ?? 1;
  return {
    clock: { start: 0, stepHours: 1, periods },
    resources: marketResources(input.traded ?? new Array<boolean>(periods).fill(true), limited),
    localFee: series(...(fee ?? new Array<number>(periods).fill(0))),
    ...(retail && {
      tariff: { retail: series(...retail), feedIn: series(...(feedIn ?? retail.map(() => 0.1))) },
    }),
    ...(valueOfLostLoad !== undefined && { valueOfLostLoad }),
  };
}

const solver = await createHighsSolver();

export function solve(problem: LinearProblem): LpOutcome {
  const model = solver.createModel(problem);
  try {
    return model.solve();
  } finally {
    model.dispose();
  }
}

/** The optimum of a problem that must have one. */
export function optimumOf(problem: LinearProblem): { objective: number; x: Float64Array } {
  const outcome = solve(problem);
  if (outcome.status !== 'optimal') throw new Error(`the problem is ${outcome.status}`);
  return outcome;
}
