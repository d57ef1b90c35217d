import { firstState, type HouseholdState } from '#market/energy/days/household-state.js';
import { type RollingDays, windowOf, windowsOf } from '#market/energy/days/rolling-days.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { type ReferenceName, referenceNames } from '#market/match/report/days-of-match.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import type { DayRecord, ReferenceDay } from './day-record.js';
import { openDay, settleDay } from './plan-day.js';
import { plansAlone, plansTogether } from './reference-plans.js';

/**
 * The lines of reference of the day after those of `records`. Each goes its own way from day to day, and plans anew when the match trades
 * anew; where nobody is mistaken those with perfect foresight are the others. Throws `MarketError`.
 */
export function referencesOf(
  days: RollingDays,
  records: readonly Pick<DayRecord, 'references'>[],
  solver: LpSolver,
): DayRecord['references'] {
  const found: Partial<Record<ReferenceName, ReferenceDay>> = {};
  for (const name of referenceNames) {
    if (name.endsWith('-exact') && days.forecast === 'perfect') continue;
    const states = records.at(-1)?.references[name]?.states ?? days.truth.households.map(firstState);
    found[name] = referenceDay(name, days, records.length, states, solver);
  }
  return found;
}

function referenceDay(
  name: ReferenceName,
  days: RollingDays,
  day: number,
  before: readonly HouseholdState[],
  solver: LpSolver,
): ReferenceDay {
  const exact = name.endsWith('-exact');
  const isAlone = name.startsWith('alone');
  let states = before;
  let total = 0;
  const homes = before.map(() => 0);
  // Who knows everything plans once.
  for (const window of exact ? [windowOf(days, day)] : windowsOf(days, day)) {
    const opened = openDay(days, window, states, exact);
    const { instance } = opened;
    // Without the market the dealer's plant feeds into the grid.
    if (isAlone && window.period === 0) total = gridOnlyCost(instance, 0) ?? 0;
    const plans = isAlone ? plansAlone(instance, solver) : plansTogether(instance, solver);
    const settled = settleDay(days, opened, plans, states, solver);
    settled.homes.forEach(({ cost }, j) => (homes[j]! += cost));
    total = settled.homes.reduce((sum, { cost }) => sum + cost, total + settled.gridCost);
    states = settled.states;
  }
  return { cost: total, homes, states };
}
