import { planRun } from '#leagues/pairing/plan-run.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { rootOf } from '#results/receipts/receipts.js';
import { difference } from '../../match/record-difference.js';
import type { RunHead } from '../../match/run-bundle.js';

/**
 * What of a run's plan does not follow from its league, its number and its frozen submissions, and what of
 * these is not what was anchored. A sealed seed cannot be derived: the plan is checked from the seed on.
 */
export function planContradictions(head: RunHead): string[] {
  return [...seedContradictions(head), ...lineUpContradictions(head), ...pluginContradictions(head)];
}

function seedContradictions({ id, definition, plan }: RunHead): string[] {
  const number = Number(/-([1-9]\d*)$/.exec(id)?.[1]);
  if (id !== `${definition.id}-${number}`)
    return [`the run is called ${id}, which is no run of ${definition.id}`];
  if (typeof definition.seed !== 'string') return [];
  return runSeed(definition, number) === plan.seed
    ? []
    : ["plan.seed does not follow from the league's seed and the run's number"];
}

function lineUpContradictions({ definition, plan }: RunHead): string[] {
  try {
    const again: unknown = JSON.parse(JSON.stringify(planRun(definition, plan.submissions, plan.seed)));
    const field = difference(plan, again, 'plan');
    return field === null ? [] : [`${field} does not follow from the league and its submissions`];
  } catch (error) {
    if (error instanceof PlanError) return [`the plan does not follow from the league: ${error.message}`];
    throw error;
  }
}

function pluginContradictions({ plan, plugins, anchor }: RunHead): string[] {
  const bundled = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const differing = plan.submissions.filter((frozen) => {
    const plugin = bundled.get(frozen.id);
    return !plugin || Object.entries(frozen).some(([field, value]) => plugin[field as 'id'] !== value);
  });
  const complaints = differing.map(({ id }) => `plan.submissions and plugins do not say the same of ${id}`);
  if (plugins.length !== plan.submissions.length)
    complaints.push('plan.submissions and plugins are not the same');
  if (anchor?.submissions !== undefined && anchoredRoot(plan) !== anchor.submissions)
    complaints.push(`the plugins' hashes do not have the anchored root ${anchor.submissions}`);
  return complaints;
}

/** null: something in it is no hash, or stands there twice */
function anchoredRoot({ submissions }: RunHead['plan']): string | null {
  try {
    return rootOf(submissions.map(({ id, sha256 }) => ({ id, hash: sha256 })));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
