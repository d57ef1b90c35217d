import type { AgentProgram, Term, VariableFamily } from './agent-program.js';
import type { FlexibleLoad } from './household.js';
import type { StorageTurn } from '../prices/price-below-zero.js';

/** Where the decisions on one demand of a load stand in a household's plan: per period of its window, kWh. */
export interface FlexibleColumns {
  readonly used: VariableFamily;
  /** of a car that also gives: at its terminals, and in its cells at the end of the period */
  readonly given?: VariableFamily;
  readonly stored?: VariableFamily;
  /** likewise, where demand may go unserved: one variable, what it would have to use besides to leave with what it needs */
  readonly missing?: VariableFamily;
}

/**
 * A load that may be moved, in a household's program: what it uses within each window adds up to its demand. A car that also
 * gives has cells which hold `initialEnergy` when it comes and the demand more when it leaves:
 *
 *     stored_i = stored_(i-1) + eta used_i - given_i / eta,  0 <= stored_i <= capacity,  stored_end >= initial + demand
 *
 * Where it is not free to do either given_i = 0. Where demand may go unserved at a cost of
 * `lostLoad` (money per kWh), such a car leaves with less; were its charging unserved, it would give what it never got:
 *
 *     stored_end + eta missing >= initial + demand,  0 <= missing <= demand / eta
 */
export function flexibleColumns(
  program: AgentProgram,
  { power, demands, store }: FlexibleLoad,
  turns: readonly StorageTurn[],
  lostLoad: number | undefined,
  balance: Term[][],
): FlexibleColumns[] {
  return demands.map(({ window: { firstPeriod, hours }, energy, held }) => {
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
    const { capacity, dischargePower, efficiency, wear } = store;
    const initialEnergy = held ?? store.initialEnergy;
    const oneWay = Math.sqrt(efficiency);
    const given = program.variables(hours.length, {
      upper: (i) => (turns[firstPeriod + i] === 'either' ? dischargePower * hours[i]! : 0),
      cost: wear,
    });
    const stored = program.variables(hours.length, {
      lower: (i) => (i < hours.length - 1 ? 0 : initialEnergy + (lostLoad === undefined ? energy : 0)),
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
    if (lostLoad === undefined) return { used, given, stored };
    const missing = program.variables(1, { upper: Math.max(0, energy / oneWay), cost: lostLoad });
    program.row(initialEnergy + energy, Infinity, [
      [stored.first + hours.length - 1, 1],
      [missing.first, oneWay],
    ]);
    return { used, given, stored, missing };
  });
}
