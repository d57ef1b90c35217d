import type { AgentProgram, Term, VariableFamily } from './agent-program.js';
import type { Battery } from './household.js';
import type { StorageTurn } from '../prices/price-below-zero.js';

/** Where a battery's decisions stand in a household's plan: per period (T), kWh. */
export interface BatteryColumns {
  /** at the terminals */
  readonly charge: VariableFamily;
  readonly discharge: VariableFamily;
  /** in the cells at the end of the period */
  readonly stored: VariableFamily;
}

/**
 * A battery in a household's program:
 *
 *     stored_t = stored_(t-1) + eta charge_t - discharge_t / eta,  0 <= stored_t <= capacity,  stored_T >= stored_0 (or a final energy)
 *
 * Where it is its turn to charge discharge_t = 0, where to give charge_t = 0.
 */
export function batteryColumns(
  program: AgentProgram,
  battery: Battery,
  turns: readonly StorageTurn[],
  stepHours: number,
  balance: Term[][],
): BatteryColumns {
  const periods = balance.length;
  const { capacity, initialEnergy, finalEnergy = initialEnergy, wear } = battery;
  const oneWay = Math.sqrt(battery.efficiency);
  const charge = program.variables(periods, {
    upper: (t) => (turns[t] === 'gives' ? 0 : battery.chargePower * stepHours),
  });
  const discharge = program.variables(periods, {
    upper: (t) => (turns[t] === 'charges' ? 0 : battery.dischargePower * stepHours),
    cost: wear,
  });
  const stored = program.variables(periods, {
    lower: (t) => (t === periods - 1 ? finalEnergy : 0),
    upper: capacity,
  });
  balance.forEach((terms, t) => {
    terms.push([charge.first + t, -1], [discharge.first + t, 1]);
    const before = t === 0 ? initialEnergy : 0;
    program.row(before, before, [
      [stored.first + t, 1],
      ...(t === 0 ? [] : [[stored.first + t - 1, -1] as const]),
      [charge.first + t, -oneWay],
      [discharge.first + t, 1 / oneWay],
    ]);
  });
  return { charge, discharge, stored };
}
