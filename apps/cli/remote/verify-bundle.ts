import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { conductOfLeague, matchId, taskOf, type PluginFile } from '#leagues/run/match-task.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import { rootOf } from '#results/receipts/receipts.js';
import { recordDifference } from '../../match/record-difference.js';
import { BundleError, readBundle, type BundledPlugin, type RunHead } from '../../match/run-bundle.js';
import { systemClock } from '../../match/system-clock.js';
import { leagueProgress } from '../league/league-progress.js';
import { playAll, usualWorkers } from '../league/play-league.js';
import { bundleFile } from '../league/run-folder.js';
import { folderContradictions } from './check-folder.js';
import { planContradictions } from './check-plan.js';
import type { Comparison, Findings } from './comparison.js';

type Records = ReadonlyMap<string, PlayedMatchRecord>;

/**
 * Checks a bundle's plan, and in a folder the other files, and replays its matches here, offline. Those of
 * plugins whose sources are withheld are left out. Throws `BundleError`, `InputError`.
 */
export async function verifyBundle(path: string, workers = usualWorkers()): Promise<Findings> {
  const file = await bundleFile(path);
  const { head, matches } = await readBundle(file);
  const planned = new Set(head.plan.matches.map(({ id }) => matchId(head.id, id)));
  const stored = new Map<string, PlayedMatchRecord>();
  for await (const { match, ...record } of matches) {
    if (stored.has(match)) throw new BundleError(`${file}: match ${match} stands there twice`);
    if (!planned.has(match)) throw new BundleError(`${file}: match ${match} is not in the run's plan`);
    stored.set(match, record);
  }
  const isFolder = (await stat(path)).isDirectory();
  const contradictions = [
    ...planContradictions(head),
    ...(isFolder ? await folderContradictions(path, head) : []),
  ];
  const files = openFiles(head, file);
  const played = head.plan.matches.filter(({ id }) => stored.has(matchId(head.id, id)));
  const open = played.filter(({ teams, dealer }) => [...teams, dealer].every((id) => files.has(id)));
  const replayed = await replay(head, open, files, workers);
  const comparisons = open.map(({ id }) => {
    const match = matchId(head.id, id);
    return compared(match, stored.get(match)!, replayed.get(match));
  });
  return {
    comparisons,
    withheld: played.filter((match) => !open.includes(match)).map(({ id }) => matchId(head.id, id)),
    missing: [...planned].filter((match) => !stored.has(match)),
    contradictions,
    notes: notesOn(head, stored, replayed),
    anchored: head.anchor && anchoredRoot(head.anchor, stored),
  };
}

async function replay(
  { id, definition }: RunHead,
  open: RunHead['plan']['matches'],
  files: ReadonlyMap<string, PluginFile>,
  workers: number,
): Promise<Records> {
  const conduct = conductOfLeague(definition);
  const tasks = open.map((match) => taskOf(id, match, files, conduct));
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  const { played } = await playAll(tasks, {
    ...{ workers, ledger: 'memory' },
    onMatch: progress.match,
  }).finally(progress.done);
  return played;
}

function compared(
  match: string,
  recorded: PlayedMatchRecord,
  now: PlayedMatchRecord | undefined,
): Comparison {
  const { timingDependent } = recorded.report;
  if (!now)
    return {
      ...{ match, identical: false, difference: null, resultHash: null },
      ...{ timingDependent, excused: false },
    };
  const { field, excused } = recordDifference(recorded, now);
  const { resultHash } = now.report;
  return { match, identical: field === null, difference: field, resultHash, timingDependent, excused };
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

/** What whoever reads the findings should know. */
function notesOn({ definition }: RunHead, stored: Records, replayed: Records): string[] {
  const named = (records: Records): Set<string> =>
    new Set([...records.values()].map(({ report: { engine } }) => `${engine.version} (${engine.commit})`));
  const [then, now] = [named(stored), named(replayed)];
  const others = [...then].filter((engine) => !now.has(engine));
  const paid = [...stored.values()].some(({ report }) => report.perSeat.some(({ gas }) => gas !== 0));
  return [
    ...(others.length > 0 && now.size > 0
      ? [`played by engine ${others.join(', ')}, replayed by ${[...now].join(', ')}`]
      : []),
    ...(paid ? ['gas is as the file gives it: a replay pays none'] : []),
    ...(typeof definition.seed === 'string'
      ? []
      : ['the seed was sealed: whether the seal opens to it is not told by the file']),
    "title, weights and the plugins' names are as the file gives them: nothing derives them",
  ];
}

/** Whether the stored results are the ones behind the anchored root. */
function anchoredRoot(
  { matches: root, network, transaction }: NonNullable<RunHead['anchor']>,
  stored: Records,
): Findings['anchored'] {
  const facts = [...stored].map(([id, { report }]) => ({ id, hash: report.resultHash }));
  const holds = facts.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)) && facts.length > 0;
  return { root, network, transaction, holds: holds && rootOf(facts) === root };
}
