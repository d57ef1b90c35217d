import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import { PlanError, type PlannedMatch } from '#leagues/pairing/run-plan.js';
import { isAsynchronous } from '#market/instance.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';

/** Draws that are compared: where all of them are the same market, blocks are. */
const DRAWS = 10;

/**
 * Blocks are draws of something, or there is one block: a test would take copies for evidence. What plugins draw for
 * themselves is no draw of the market. Throws `PlanError`.
 */
export function refuseCopies(name: string, scenario: Scenario, blocks: number): void {
  if (blocks === 1 || isDrawn(scenario)) return;
  throw new PlanError(
    'copied-blocks',
    `scenario ${name} draws nothing: its ${blocks} blocks would be one market, played ${blocks} times. Set blocks: 1, ` +
      'or let it be drawn: days of its series (draw.days), a range such as capacity: [4, 8], a load by its annualEnergy, ' +
      'pv without a series',
  );
}

/** Blocks of a run that are compared with each other: a draw takes some milliseconds. */
const COMPARED = 500;

/**
 * No two blocks of a planned run may have drawn the same market, as they do where what is drawn has but few values.
 * Throws `PlanError`.
 */
export function refuseEqualBlocks(
  scenarios: ReadonlyMap<string, Scenario>,
  matches: readonly PlannedMatch[],
): void {
  for (const [name, scenario] of scenarios) {
    if (isPlayedAnew(scenario)) continue;
    const seeds = new Map(
      matches.filter((match) => match.scenario === name).map(({ block, seed }) => [block, seed]),
    );
    const drawn = new Map<string, number>();
    for (const [block, seed] of [...seeds].slice(0, COMPARED)) {
      const market = createHash('sha256')
        .update(serialize(drawnFrom(scenario, seed)))
        .digest('hex');
      const same = drawn.get(market);
      if (same !== undefined)
        throw new PlanError(
          'copied-blocks',
          `scenario ${name}: blocks ${same} and ${block} of this run drew the same market, which a test would count twice. ` +
            'Let more be drawn (wider ranges, more days), play fewer blocks, or start again with another seed',
        );
      drawn.set(market, block);
    }
  }
}

/** Blocks differ though their markets may not: each is on a day of its own, or takes another course. */
function isPlayedAnew({ rules, days }: Scenario): boolean {
  return isAsynchronous(rules) || rules.closing.kind === 'random' || (days?.scored.length ?? 0) > 1;
}

/** Whether another seed gives another market, or another course of it. */
export function isDrawn(scenario: Scenario): boolean {
  if (isPlayedAnew(scenario)) return true;
  const first = drawnFrom(scenario, 'draw 1');
  for (let i = 2; i <= DRAWS; i++)
    if (!isDeepStrictEqual(drawnFrom(scenario, `draw ${i}`), first)) return true;
  return false;
}

/** What a match is about: its market, and where days follow one another what comes true on all of them. */
function drawnFrom(scenario: Scenario, seed: string): object {
  const { instance, rolling } = scenario.draw(seed);
  return [instance, rolling?.truth.households];
}
