import { extended, lookOfBlock } from '#leagues/pairing/looks-of-run.js';
import { conductOfLeague, matchId, taskOf, type PluginFile } from '#leagues/run/match-task.js';
import type { FailedMatch } from '#leagues/run/memory-match-queue.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { ScenarioPackages, RunHead } from '../bundles/run-head.js';
import { InputError } from '../input-error.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { checkedPlan } from '../runs/checked-plan.js';
import { openAll } from '../runs/league-packages.js';
import { playAll, type LocalLeague } from './play-league.js';

/** A run as its bundle has it. */
export interface BundledRun {
  readonly head: RunHead;
  readonly packages: ScenarioPackages;
  readonly played: ReadonlyMap<string, MatchRecord>;
}

export type ExtensionOptions = Pick<LocalLeague, 'workers' | 'ledger' | 'onMatch' | 'onTrouble'> & {
  /** that it shall have more */
  readonly blocks: number;
};

/**
 * Plays more blocks of a run here and now, with the plugins and scenarios that its bundle carries: another look at it. Throws
 * `PlanError`, `ScenarioError`, and `InputError` where something of it is not there.
 */
export async function extendLeague(
  { head, packages, played }: BundledRun,
  options: ExtensionOptions,
): Promise<BundledRun & { readonly failed: readonly FailedMatch[] }> {
  const { id, definition, plan } = head;
  if (head.cancelled)
    throw new InputError(`run ${id} was cancelled: only one that has finished can be extended`);
  const open = plan.matches.filter((match) => !played.has(matchId(id, match.id)));
  if (open.length > 0)
    throw new InputError(
      `run ${id} has no result of ${open.length} of its ${plan.matches.length} matches: only one that has finished can be extended`,
    );
  const looks = extended(definition, plan.looks, options.blocks);
  const carried = carriedBy(head, packages);
  const scenarios = await openAll(carried);
  const conditions = conditionsOf(scenarios.get(definition.scenarios[0]!)!.chain);
  const { submissions: entrants, seed } = plan;
  const longer = checkedPlan({ definition, entrants, seed, scenarios, conditions, looks });
  const material = { files: sourcesOf(head), packages: carried, conduct: conductOfLeague(definition) };
  const tasks = longer.matches
    .filter(({ block }) => lookOfBlock(block, looks) === looks.length)
    .map((match) => taskOf(id, match, material));
  const more = await playAll(tasks, { ...options, conditions });
  return {
    head: { ...head, plan: longer, lookAnchors: [...(head.lookAnchors ?? []), null] },
    ...{ packages, played: new Map([...played, ...more.played]), failed: more.failed },
  };
}

function carriedBy(
  { id, packages: frozen }: RunHead,
  packages: ScenarioPackages,
): Map<string, ScenarioPackage> {
  if (!frozen) throw new InputError(`run ${id} has not frozen its scenarios: it cannot be extended`);
  return new Map(
    frozen.map(({ name, sha256 }) => {
      const one = packages.get(sha256);
      if (!one)
        throw new InputError(`the bundle of run ${id} does not carry the scenario ${name} (${sha256})`);
      return [name, one];
    }),
  );
}

function sourcesOf({ id, plugins }: RunHead): Map<string, PluginFile> {
  return new Map(
    plugins.map(({ source, ...plugin }) => {
      if (source === null)
        throw new InputError(`the bundle of run ${id} does not carry the source of ${plugin.name}`);
      return [plugin.id, { ...plugin, source }];
    }),
  );
}
