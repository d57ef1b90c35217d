import { createHash } from 'node:crypto';
import { conductOfLeague, matchId, taskOf, type PluginFile } from '#leagues/run/match-task.js';
import { rootOf } from '#results/receipts/receipts.js';
import { BundleError, readBundle, type BundledPlugin, type RunHead } from '../../match/run-bundle.js';
import { systemClock } from '../../match/system-clock.js';
import { leagueProgress } from '../league/league-progress.js';
import { playAll, usualWorkers } from '../league/play-league.js';
import { bundleFile } from '../league/run-folder.js';
import type { Comparison, Findings } from './comparison.js';

interface Stored {
  readonly resultHash: string;
  readonly timingDependent: boolean;
}

/**
 * Replays a bundle's matches here, offline. Those of plugins whose sources are withheld are left out; that
 * their results are the ones that were anchored can be told all the same. Throws `BundleError`, `InputError`.
 */
export async function verifyBundle(path: string, workers = usualWorkers()): Promise<Findings> {
  const file = await bundleFile(path);
  const { head, matches } = await readBundle(file);
  const stored = new Map<string, Stored>();
  for await (const { match, report } of matches)
    stored.set(match, { resultHash: report.resultHash, timingDependent: report.timingDependent });
  const files = openFiles(head, file);
  const played = head.plan.matches.filter(({ id }) => stored.has(matchId(head.id, id)));
  const open = played.filter(({ teams, dealer }) => [...teams, dealer].every((id) => files.has(id)));
  const conduct = conductOfLeague(head.definition);
  const tasks = open.map((match) => taskOf(head.id, match, files, conduct));
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  const replay = await playAll(tasks, {
    ...{ workers, ledger: 'memory' },
    onMatch: progress.match,
  }).finally(progress.done);
  return {
    comparisons: tasks.map(({ id: match }): Comparison => {
      const { resultHash: expected, timingDependent } = stored.get(match)!;
      const resultHash = replay.played.get(match)?.report.resultHash ?? null;
      return { match, identical: resultHash === expected, resultHash, timingDependent };
    }),
    withheld: played.filter((match) => !open.includes(match)).map(({ id }) => matchId(head.id, id)),
    anchored: head.anchor && anchoredRoot(head, stored),
  };
}

/** The plugins whose sources are there, by id. Throws `BundleError` for one that is not what was played. */
function openFiles({ plan, plugins }: RunHead, file: string): Map<string, PluginFile> {
  const frozen = new Map(plan.submissions.map(({ id, sha256 }) => [id, sha256]));
  const isOpen = (plugin: BundledPlugin): plugin is PluginFile => plugin.source !== null;
  const open = plugins.filter(isOpen);
  for (const { id, name, source } of open)
    if (createHash('sha256').update(source).digest('hex') !== frozen.get(id))
      throw new BundleError(`${file}: the source of ${name} is not the one that was played`);
  return new Map(open.map((plugin) => [plugin.id, plugin]));
}

/** Whether the stored results are the ones behind the anchored root. */
function anchoredRoot({ anchor }: RunHead, stored: ReadonlyMap<string, Stored>): Findings['anchored'] {
  const { matches: root, network, transaction } = anchor!;
  const facts = [...stored].map(([id, { resultHash }]) => ({ id, hash: resultHash }));
  return { root, network, transaction, holds: facts.length > 0 && rootOf(facts) === root };
}
