import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { firstState } from '#market/energy/days/household-state.js';
import { windowOf } from '#market/energy/days/rolling-days.js';
import type { MatchDay } from '#market/match/match-setting.js';
import { contractsIn, noContracts } from './contracts.js';
import { matchDay } from './day-market.js';
import { openDay } from './plan-day.js';

/** What is told of the first day of a market whose days follow one another; undefined: they do not. */
export function firstDay({
  rolling,
  instance,
}: Pick<DrawnMarket, 'rolling' | 'instance'>): MatchDay | undefined {
  if (!rolling) return undefined;
  const window = windowOf(rolling, 0);
  const states = rolling.truth.households.map(firstState);
  const held = contractsIn(noContracts(instance.participants.length, window.traded), window);
  return matchDay(rolling, openDay(rolling, window, states, false), [], { states }, held);
}
