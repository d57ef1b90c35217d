import { leagueLimits } from '../definition/limits.js';
import { differencePlans, findDifferenceDesign } from './difference-family.js';
import { PlanError, type LineUpDesign } from './run-plan.js';
import { subsetCount, subsets } from './subsets.js';

/**
 * Up to here every subset plays; beyond, a balanced part of them is looked for: matches are better
 * spent on more blocks, which are what intervals shrink with.
 */
const FEW_LINE_UPS = 15;
/** The search for one design takes up to a second; most are found among the first. */
const PLANS_TRIED = 10;
const { lineUps: MOST_LINE_UPS } = leagueLimits;

/**
 * The smallest balanced design found: all subsets where they are few, else a balanced incomplete
 * block design from a difference family (cyclic or 1-rotational, or the complement of one where a
 * line-up holds more than half the teams). Throws `PlanError` where there are too many subsets and
 * no smaller design was found.
 */
export function balancedLineUps(teams: number, size: number): LineUpDesign {
  if (size < 1 || size > teams) throw new RangeError(`no line-ups of ${size} out of ${teams} teams`);
  const every = subsetCount(teams, size);
  const lineUps =
    (every > FEW_LINE_UPS ? incompleteLineUps(teams, size, Math.min(every, MOST_LINE_UPS)) : null) ??
    (every <= MOST_LINE_UPS ? subsets(teams, size) : null);
  if (!lineUps)
    throw new PlanError('no-design', `no balanced design found for ${teams} teams in matches of ${size}`);
  const appearances = (lineUps.length * size) / teams;
  return {
    kind: lineUps.length === every ? 'complete' : 'balanced-incomplete',
    teams,
    size,
    appearances,
    meetings: teams === 1 ? 0 : (appearances * (size - 1)) / (teams - 1),
    lineUps,
  };
}

function incompleteLineUps(teams: number, size: number, fewerThan: number): number[][] | null {
  if (2 * size > teams) {
    const absent = incompleteLineUps(teams, teams - size, fewerThan);
    return (
      absent &&
      absent.map((out) => Array.from({ length: teams }, (_, t) => t).filter((t) => !out.includes(t)))
    );
  }
  if (size < 3) return null;
  for (const plan of differencePlans(teams, size, fewerThan).slice(0, PLANS_TRIED)) {
    const found = findDifferenceDesign(plan);
    if (found) return found.map((lineUp) => lineUp.sort((a, b) => a - b));
  }
  return null;
}
