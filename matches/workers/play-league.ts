import type { MatchRecord } from '#market/match/report/report.js';
import { cpus } from 'node:os';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { Dispatcher } from '#leagues/run/dispatcher.js';
import { conductOfLeague, taskOf, type MatchTask, type PluginFile } from '#leagues/run/match-task.js';
import type { MissingPart } from '#leagues/run/match-player.port.js';
import { MemoryMatchQueue, type FailedMatch } from '#leagues/run/memory-match-queue.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { checkedPlan } from '../runs/checked-plan.js';
import { openAll, packLeague, type PackedLeague } from '../runs/league-packages.js';
import { openChain, type LedgerChoice } from '../ledger/ledger-choice.js';
import { matchResults, runBoards, type RunBoards } from '../runs/run-boards.js';
import { WorkerProcess, type OwnWorker } from './worker-process.js';
import { systemClock } from '../play/system-clock.js';

export interface LocalLeague {
  readonly definition: LeagueDefinition;
  /** everybody who might play; the definition chooses */
  readonly plugins: readonly PluginFile[];
  /** number of the run: each draws anew */
  readonly run: number;
  /** the seed behind a seal */
  readonly revealed?: string;
  readonly workers: number;
  readonly ledger: LedgerChoice;
  readonly own?: OwnWorker;
  readonly onMatch?: (done: number, total: number) => void;
  /** no match can be played here; it goes on by itself when one can */
  readonly onTrouble?: (missing: MissingPart) => void;
}

export interface PlayedLeague extends RunBoards, PackedLeague {
  readonly id: string;
  readonly plan: RunPlan;
  readonly tasks: readonly MatchTask[];
  readonly played: ReadonlyMap<string, MatchRecord>;
  readonly failed: readonly FailedMatch[];
}

/** A silent player is taken for lost after so many seconds. */
const SILENCE_SECONDS = 300;

/** Worker processes where nobody says how many: all cores but one. */
export function usualWorkers(): number {
  return Math.max(1, cpus().length - 1);
}

/**
 * Plays one run of a league here and now, without a server, on a chain as its scenarios want it. Throws
 * `PlanError`, `ScenarioError`.
 */
export async function playLeague(league: LocalLeague): Promise<PlayedLeague> {
  const { plugins } = league;
  const { definition, packages } = await packLeague(league.definition);
  const id = `${definition.id}-${league.run}`;
  const scenarios = await openAll(packages);
  const seed = runSeed(definition, league.run, league.revealed);
  const conditions = conditionsOf(scenarios.get(definition.scenarios[0]!)!.chain);
  const plan = checkedPlan({ definition, entrants: plugins, seed, scenarios, conditions });
  const files = new Map(plugins.map((file) => [file.id, file]));
  const material = { files, packages, conduct: conductOfLeague(definition) };
  const tasks = plan.matches.map((match) => taskOf(id, match, material));
  const queue = await playAll(tasks, { ...league, conditions });
  const { played, failed } = queue;
  const results = matchResults({ id, plan }, (match) => played.get(match));
  return { id, definition, packages, plan, tasks, played, failed, ...runBoards(definition, plan, results) };
}

interface PlayOptions extends Pick<LocalLeague, 'workers' | 'ledger' | 'own' | 'onMatch' | 'onTrouble'> {
  /** told of every match that was played, as it ends */
  readonly onPlayed?: (task: MatchTask, record: MatchRecord) => void;
  /** of the chain they share; default: gas is free */
  readonly conditions?: ChainConditions;
}

/** Plays tasks to their end on a chain of their own. */
export async function playAll(
  tasks: readonly MatchTask[],
  { workers, ledger, own, onMatch, onPlayed, onTrouble, conditions }: PlayOptions,
): Promise<MemoryMatchQueue> {
  const chain = await openChain(ledger, conditions);
  const players = Array.from({ length: Math.min(workers, tasks.length) }, () => {
    return new WorkerProcess({ chain, ...(own && { own }) });
  });
  let done = 0;
  const queue: MemoryMatchQueue = new MemoryMatchQueue(tasks, systemClock, (task) => {
    const record = queue.played.get(task.id);
    if (record) onPlayed?.(task, record);
    onMatch?.(++done, tasks.length);
  });
  const broken = Promise.withResolvers<never>();
  const dispatcher = new Dispatcher({
    ...{ queue, players, clock: systemClock, silenceSeconds: SILENCE_SECONDS },
    onQueueError: broken.reject,
    place: { onTrouble: (missing) => onTrouble?.(missing), onWell: () => undefined },
  });
  try {
    dispatcher.wake();
    await Promise.race([queue.done, broken.promise]);
  } finally {
    await dispatcher.stop();
    await Promise.all(players.map((player) => player.close()));
    await chain?.source.close();
  }
  return queue;
}
