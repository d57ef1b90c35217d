import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import { isAsynchronous } from '#market/instance.js';
import type { DrawnMarket } from '../scenario.js';

/** A field of a scenario that a clock exchange would leave out of account, and why. */
export interface ClockObstacle {
  readonly field: readonly string[];
  readonly reason: string;
}

/** Why a drawn market cannot be a clock exchange; null: it can. */
export function clockObstacle({
  community,
  instance,
  rules,
  sealed,
}: Omit<DrawnMarket, 'mechanism'>): ClockObstacle | null {
  const obstacle = (reason: string, ...field: string[]): ClockObstacle => ({ field, reason });
  const grid = instance.participants.at(-1)?.grid;
  if (!community || !grid)
    return obstacle('is missing: what is left over in a clock exchange goes there', 'grid');
  const { clock, outage } = community.market;
  if (grid.importRight)
    return obstacle('of the connection is limited: nobody could take what is left over', 'grid');
  if (outage?.includes(true)) return obstacle('nobody could take what is left over', 'grid', 'outages');
  const most = community.households.reduce((sum, { connectionPower }) => sum + connectionPower, 0);
  // What the homes' connections let through is what the grid may have to take.
  if (grid.capacity.some((capacity) => capacity < most * clock.stepHours * (1 - 1e-9)))
    return obstacle(
      `is less than the homes' ${most} kW: it could not take what is left over`,
      'grid',
      'power',
    );
  if (sealed) return obstacle('packages are named anew in every round', 'sealed');
  if (isAsynchronous(rules)) return obstacle('everybody answers in every round of a clock', 'communication');
  if (rules.roundCap <= SETTLING_ROUNDS)
    return obstacle(`of ${rules.roundCap} leaves none to the clock: ${SETTLING_ROUNDS} are its settlement's`, 'roundCap'); // prettier-ignore
  return null;
}

/** The same market as a clock exchange, by the rules that it has. */
export function clockMarket(drawn: DrawnMarket): DrawnMarket {
  const { asynchronous: _, ...rules } = drawn.rules;
  return {
    ...drawn,
    mechanism: 'clock-exchange',
    sealed: false,
    rules: { ...rules, participation: 1, closing: { kind: 'fixed' }, settlement: 'path' },
  };
}

/** What its file states of how it is settled and ends, and a clock exchange would leave out of account. */
export function clockContradiction({ rules }: Pick<DrawnMarket, 'rules'>): ClockObstacle | null {
  if (rules.settlement === 'final')
    return { field: ['settlement'], reason: 'a clock exchange is settled once, at its last prices' };
  if (rules.closing.kind !== 'fixed')
    return { field: ['closing'], reason: 'a clock is over when its prices stand still' };
  return null;
}
