import type { LeagueDefinition } from '../definition/league-schema.js';
import { leagueLimits } from '../definition/limits.js';
import { PlanError, type RunPlan } from './run-plan.js';

const { blocks: MOST_BLOCKS, looks: MOST_LOOKS } = leagueLimits;

/**
 * The looks of a run once it has `more` blocks: the number of the last block of each. Throws `PlanError` where its league
 * planned one look, or there would be too many.
 */
export function extended(
  definition: LeagueDefinition,
  looks: readonly number[] | undefined,
  more: number,
): readonly number[] {
  const before = looks ?? [definition.blocks];
  const after = [...before, before.at(-1)! + more];
  checkLooks(definition, after);
  return after;
}

/** Throws `PlanError`. */
export function checkLooks({ id, blocks, extensible }: LeagueDefinition, looks: readonly number[]): void {
  if (looks[0] !== blocks || looks.some((last, i) => i > 0 && last <= looks[i - 1]!))
    throw new PlanError(
      'not-extensible',
      `${looks.join(', ')} are no looks at a run that began with ${blocks} blocks`,
    );
  if (looks.length === 1) return;
  if (extensible !== true)
    throw new PlanError(
      'not-extensible',
      `league ${id} planned one look, whose tests have used up the level: more blocks could not be told from ` +
        'looking until something shows. With extensible: true in its file, runs from the next one on can be extended',
    );
  if (looks.length > MOST_LOOKS)
    throw new PlanError('not-extensible', `a run has at most ${MOST_LOOKS} looks: add more blocks at a time`);
  if (looks.at(-1)! > MOST_BLOCKS)
    throw new PlanError(
      'too-many-blocks',
      `the run would have ${looks.at(-1)} blocks, more than ${MOST_BLOCKS}`,
    );
}

/** The looks whose tests share the level; undefined: one was planned, at the whole level. */
export function plannedLooks(
  { blocks, extensible }: LeagueDefinition,
  { looks = [blocks] }: Pick<RunPlan, 'looks'>,
): readonly number[] | undefined {
  return extensible === true ? looks : undefined;
}

/** The look, 1, 2, ..., at which a block came. */
export function lookOfBlock(block: number, looks: readonly number[] = []): number {
  return 1 + looks.slice(0, -1).filter((last) => block > last).length;
}
