import type { AgentProgram, Term, VariableFamily } from './agent-program.js';
import type { EnergyMarket } from './energy-market.js';
import type { FlexibleLoad } from './household.js';

/** Where the decisions on one demand of a load stand in a household's plan: per period of its window, kWh. */
export interface FlexibleColumns {
  readonly used: VariableFamily;
  /** of a car that also gives: at its terminals, and in its cells at the end of the period */
  readonly given?: VariableFamily;
  readonly stored?: VariableFamily;
}

/**
 * A load that may be moved, in a household's program: what it uses within each window adds up to its demand. A car that also
 * gives has cells which hold `initialEnergy` when it comes and the demand more when it leaves:
 *
 *     stored_i = stored_(i-1) + eta used_i - given_i / eta,  0 <= stored_i <= capacity,  stored_end >= initial + demand
 *
 * In periods in which storages only charge (`EnergyMarket.chargeOnly`) given_i = 0.
 */
export function flexibleColumns(
  program: AgentProgram,
  { power, demands, store }: FlexibleLoad,
  { chargeOnly }: Pick<EnergyMarket, 'chargeOnly'>,
  balance: Term[][],
): FlexibleColumns[] {
  return demands.map(({ window: { firstPeriod, hours }, energy }) => {
    const used = program.variables(hours.length, { upper: (i) => power * hours[i]! });
    hours.forEach((_, i) => balance[firstPeriod + i]!.push([used.first + i, -1]));
    if (!store) {
      program.row(
        energy,
        energy,
        [...hours.keys()].map((i) => [used.first + i, 1] as const),
      );
      return { used };
    }
    const { capacity, initialEnergy, dischargePower, efficiency, wear } = store;
    const oneWay = Math.sqrt(efficiency);
    const given = program.variables(hours.length, {
      upper: (i) => (chargeOnly?.[firstPeriod + i] ? 0 : dischargePower * hours[i]!),
      cost: wear,
    });
    const stored = program.variables(hours.length, {
      lower: (i) => (i === hours.length - 1 ? initialEnergy + energy : 0),
      upper: capacity,
    });
    hours.forEach((_, i) => {
      balance[firstPeriod + i]!.push([given.first + i, 1]);
      const before = i === 0 ? initialEnergy : 0;
      program.row(before, before, [
        [stored.first + i, 1],
        ...(i === 0 ? [] : [[stored.first + i - 1, -1] as const]),
        [used.first + i, -oneWay],
        [given.first + i, 1 / oneWay],
      ]);
    });
    return { used, given, stored };
  });
}
