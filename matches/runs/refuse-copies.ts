import { isDeepStrictEqual } from 'node:util';
import { PlanError } from '#leagues/pairing/run-plan.js';
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

/** Whether another seed gives another market, or another course of it. */
export function isDrawn(scenario: Scenario): boolean {
  const { rules, days } = scenario;
  if (rules.participation < 1 || rules.closing.kind === 'random') return true;
  if (days && days.scored.length > 1) return true;
  const { instance } = scenario.draw('draw 1');
  for (let i = 2; i <= DRAWS; i++)
    if (!isDeepStrictEqual(scenario.draw(`draw ${i}`).instance, instance)) return true;
  return false;
}
