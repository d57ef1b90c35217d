import { planRun } from '#leagues/pairing/plan-run.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { conductOfLeague, matchId, taskOf, type PluginFile } from '#leagues/run/match-task.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { rootOf } from '#results/receipts/receipts.js';
import type { Replay } from '../match-judge.js';
import type { RunScenarios } from '../given/run-scenarios.js';
import type { ForgedHead, ForgedMatch, Lines } from './forge.js';

/** Moves whatever the reader's machine shall play again as well: nothing that a replay gives contradicts it. */
export interface ForgersReplay {
  readonly replay: Replay;
  readonly conditions: RunScenarios['conditions'];
}

/**
 * The lines of the run that a forged head would give, planned and played here, in memory, with the sources that it
 * holds as its files say; every hash and root follows. Throws `PlanError`, `ScenarioError`, and what the replay throws.
 */
export async function replayedLines(
  forged: ForgedHead,
  { replay, conditions }: ForgersReplay,
): Promise<Lines> {
  const { id, definition, plugins } = forged;
  const seed =
    typeof definition.seed === 'string'
      ? runSeed(definition, Number(id.split('-').at(-1)))
      : forged.plan.seed;
  const plan = planRun(definition, forged.plan.submissions, seed);
  const files = new Map(
    plugins.flatMap((plugin) => (plugin.source === null ? [] : [[plugin.id, plugin as PluginFile]])),
  );
  const packages = new Map<string, ScenarioPackage>();
  for (const name of definition.scenarios) packages.set(name, await packScenario(name));
  const material = { files, packages, conduct: conductOfLeague(definition) };
  const tasks = plan.matches.map((match) => taskOf(id, match, material));
  const { played } = await replay(tasks, { ledger: 'memory', conditions });
  const matches = plan.matches.map((planned) => {
    const match = matchId(id, planned.id);
    return { match, ...played.get(match)! };
  });
  const roots = {
    matches: rootOf(matches.map(({ match, report }) => ({ id: match, hash: report.resultHash }))),
    submissions: rootOf(plan.submissions.map(({ id, sha256 }) => ({ id, hash: sha256 }))),
  };
  const anchor = forged.anchor && { ...forged.anchor, ...roots };
  return JSON.parse(JSON.stringify([{ ...forged, plan, anchor }, ...matches])) as [
    ForgedHead,
    ...ForgedMatch[],
  ] as Lines;
}
