import type { DayPool } from '../scenario-files/days/day-pool.js';
import { PlanError } from './run-plan.js';

/** By scenario the day of block 1, 2, ...; those that draw no days are not in it. */
export type BlockDays = ReadonlyMap<string, readonly string[]>;

/** The days of a run, each once: of its seed and the scenarios. Throws `PlanError` where blocks are more than days. */
export function blockDays(
  scenarios: ReadonlyMap<string, { readonly days?: DayPool }>,
  seed: string,
  blocks: number,
): BlockDays {
  const drawn = new Map<string, readonly string[]>();
  for (const [name, { days }] of scenarios) {
    if (!days) continue;
    const { scored, held } = days;
    if (blocks > scored.length)
      throw new PlanError(
        'too-few-days',
        `scenario ${name} has ${scored.length} ${held ? 'days held for runs' : 'days'}, fewer than ${blocks} blocks: ` +
          'a day that comes twice would be a copy. Take fewer blocks, or add days to ' +
          (held ? 'draw.days.hold' : 'draw.days.from'),
      );
    drawn.set(name, days.order(seed).slice(0, blocks));
  }
  return drawn;
}

/** Blocks of which each has other days in all these scenarios; null: none draws days, there may be any number. */
export function blocksOfDays(scenarios: Iterable<{ readonly days?: DayPool }>): number | null {
  const pools = [...scenarios].flatMap(({ days }) => (days ? [days.scored.length] : []));
  return pools.length === 0 ? null : Math.min(...pools);
}
