import type { AgentProgram, Term, VariableFamily } from './agent-program.js';
import type { HeatPump } from './household.js';

/** Where a heat pump's decisions stand in a household's plan: per period (T). */
export interface HeatColumns {
  /** electricity, kWh */
  readonly used: VariableFamily;
  /** of the rooms at the end of the period, degrees Celsius */
  readonly temperature: VariableFamily;
}

/**
 * A heat pump in a household's program. The house is one room with a heat loss (kW/K) and a heat capacity (kWh/K); in a period of h hours
 * with an outside temperature and a heat of cop used / h it comes exponentially, by 1 - keep with keep = exp(-loss h / capacity),
 * nearer to where it would stay:
 *
 *     temperature_t = keep temperature_(t-1) + (1 - keep) (outside_t + cop_t used_t / (h loss))
 *     low <= temperature_t <= high,  temperature_T >= temperature_0,  0 <= used_t <= power h
 *
 * This is exact for constant inputs, so that two half periods end where one does.
 */
export function heatColumns(
  program: AgentProgram,
  { power, cop, outside, loss, heatCapacity, low, high, initial, final = initial }: HeatPump,
  stepHours: number,
  balance: Term[][],
): HeatColumns {
  const periods = balance.length;
  const keep = Math.exp((-loss * stepHours) / heatCapacity);
  const used = program.variables(periods, { upper: power * stepHours });
  const temperature = program.variables(periods, {
    lower: (t) => (t === periods - 1 ? final : low),
    upper: high,
  });
  balance.forEach((terms, t) => {
    terms.push([used.first + t, -1]);
    const rest = (1 - keep) * outside[t]! + (t === 0 ? keep * initial : 0);
    program.row(rest, rest, [
      [temperature.first + t, 1],
      ...(t === 0 ? [] : [[temperature.first + t - 1, -keep] as const]),
      [used.first + t, (-(1 - keep) * cop[t]!) / (stepHours * loss)],
    ]);
  });
  return { used, temperature };
}
