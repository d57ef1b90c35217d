import { stat } from 'node:fs/promises';
import { conductOfLeague, matchId, taskOf } from '#leagues/run/match-task.js';
import { openPackage, packageFrom } from '#leagues/scenario-files/package/scenario-package.js';
import type { RunBundle } from '../bundles/run-bundle.js';
import { InputError } from '../input-error.js';
import { MatchLogs } from '../ledger/match-logs.js';
import { conducted } from '../play/conducted.js';
import { readMatchFile } from '../play/match-file.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import { runSources } from '../verify/given/run-sources.js';
import { scenariosOf } from '../verify/given/run-scenarios.js';
import type { RepeatableMatch } from './repeated-match.js';

/** A match that `play` kept: by its id, or by the file of `--record`. Null: there is none. Throws `InputError`, `ScenarioError`. */
export async function keptMatch(idOrFile: string, dataFolder: string): Promise<RepeatableMatch | null> {
  for (const file of [new MatchLogs(dataFolder).recordOf(idOrFile), idOrFile]) {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) continue;
    if (file.endsWith('.gz')) return null;
    const { id, seed, rules, scenario, agents, dealer, resultHash } = await readMatchFile(file);
    const drawn = (await openPackage(packageFrom(scenario.content, file))).draw(seed);
    return {
      ...{ id, seed, agents, dealer, resultHash },
      drawn: { ...drawn, rules: { ...drawn.rules, ...rules } },
    };
  }
  return null;
}

/** A match of a run by its id, from the run's bundle. Throws `InputError`, `BundleError`, `ScenarioError`. */
export async function bundledMatch(bundle: RunBundle, id: string): Promise<RepeatableMatch> {
  const { head } = bundle;
  const planned = head.plan.matches.find((match) => matchId(head.id, match.id) === id);
  if (!planned) throw new InputError(`${id}: no match of ${head.id}, which are ${head.id}-000001 and so on`);
  const { packages, missing, byName } = await scenariosOf(bundle, []);
  const absent = missing.get(planned.scenario);
  if (absent !== undefined) throw new InputError(absent);
  const { files } = await runSources(head, await shippedPlugins());
  const withheld = [...planned.teams, planned.dealer].filter((plugin) => !files.has(plugin));
  if (withheld.length > 0)
    throw new InputError(`${id}: cannot be played again, the source of ${withheld.join(', ')} is not here`);
  const task = taskOf(head.id, planned, {
    files,
    packages,
    conduct: conductOfLeague(head.definition),
  });
  let resultHash: string | null = null;
  for await (const { match, record } of bundle.matches)
    if (match === id) resultHash = record.report.resultHash;
  if (resultHash === null) throw new InputError(`${id}: has not been played`);
  const { agents, dealer, conduct } = task;
  const { limits } = conduct;
  return {
    ...{ id, seed: planned.seed, agents, dealer, resultHash, ...(limits && { limits }) },
    drawn: conducted(byName.get(planned.scenario)!.draw(planned.seed), conduct, planned.seed),
  };
}
