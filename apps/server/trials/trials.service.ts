import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Database } from '#database/database.js';
import { rowsOf } from '#database/dialect.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { storePackages } from '#database/stored/stored-packages.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { MatchProgress } from '#leagues/run/match-player.port.js';
import { conductOfLeague } from '#leagues/run/match-task.js';
import { calledSo } from '#leagues/pairing/entrants.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { trialRun, TRIALS } from '#leagues/run/trials.js';
import type { LaidOutMatch } from '#matches/runs/lay-out-run.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { Quota } from '../operation/quota.js';
import { WallClock } from '#database/wall-clock.js';
import { badInput, busy, type ProblemError, tooMany } from '../problem/problem.js';
import { MatchJobs } from '#database/queue/match-jobs.js';
import { placeInQueue } from '#database/queue/job-priority.js';
import { ExportFiles } from '../runs/export-files.js';
import { MatchRunner } from '../runs/match-runner.js';
import { queueMatches } from '../runs/match-statements.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { forgetTrials } from './forget-trials.js';

/** What a visitor wants to see played, by names or ids. */
export interface WantedTrial {
  readonly scenario: string;
  readonly agents: readonly string[];
  readonly dealer: string;
}

const HOUR_MILLISECONDS = 3_600_000;
const WAIT_SECONDS = 30;
const OPEN = In(['queued', 'running'] as const);

/** A trial is bounded in any case. */
const LIMITS = {
  seatMilliseconds: requestLimits.trialSeatMilliseconds,
  matchMilliseconds: requestLimits.trialMatchMilliseconds,
};

/** Single matches that visitors ask for, with plugins that anybody may see play: after all leagues, and on no board. */
@Injectable()
export class TrialsService {
  private readonly quota = new Quota(requestLimits.trials, HOUR_MILLISECONDS);
  /** who asked for those that may be on */
  private readonly askedBy = new Map<string, string>();
  /** whose trials are being laid out: what is not in the database yet counts as well */
  private readonly asking = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly jobs: MatchJobs,
    private readonly submissions: SubmissionsService,
    private readonly runner: MatchRunner,
    private readonly exports: ExportFiles,
    private readonly scenarios: ScenariosService,
  ) {}

  /** The newest accepted version of every plugin. */
  plugins(): Promise<FrozenSubmission[]> {
    return this.submissions.entrants({ entrants: 'all', dealers: 'all' });
  }

  /** Puts a match into the queue. Returns the id of its run; throws a problem. `address`: whose share it counts in */
  async begin(wanted: WantedTrial, address: string): Promise<string> {
    if (this.asking.has(address)) throw oneAtATime();
    this.asking.add(address);
    try {
      return await this.queued(wanted, address);
    } finally {
      this.asking.delete(address);
    }
  }

  private async queued(wanted: WantedTrial, address: string): Promise<string> {
    await this.refuseMore(address);
    await this.refuseLarge(wanted);
    const submissions = await this.chosen(wanted);
    const seed = randomUUID();
    const definition = definitionOf(wanted, submissions, seed);
    const row = await this.desk.make('lay-out-trial', {
      ...{ scenario: wanted.scenario, seed, teams: wanted.agents.length },
      ...{ conduct: conductOfLeague(definition), conditions: this.chain.conditions },
    });
    const seconds = this.quota.take(address, this.clock.now());
    if (seconds > 0)
      throw tooMany(`${requestLimits.trials} trials an hour are what an address may ask for`, seconds);
    const run = await this.database.write(async (manager) => {
      // Others may have come meanwhile.
      refuseWaiting(await manager.countBy(RunEntity, { league: TRIALS, state: OPEN }));
      const begun = await insertRun(manager, definition, {
        ...{ seed, submissions, createdAt: this.clock.now(), sha256: row.sha256 },
      });
      await storePackages(manager, [row]);
      for (const submission of begun.plan.submissions) {
        const file = await this.submissions.fileOf(submission);
        await manager.insert(RunFileEntity, { run: begun.id, submission: submission.id, file });
      }
      const place = placeInQueue(begun.createdAt, 'trial');
      const match = JSON.stringify([matchOf(wanted.scenario, submissions, seed)]);
      await queueMatches(manager, this.jobs, { run: begun.id, place }, [match]);
      await forgetTrials(manager, begun.createdAt);
      return begun.id;
    });
    this.askedBy.set(run, address);
    await this.exports.removeOld();
    this.runner.wake();
    return run;
  }

  /** Matches that are played before that of a trial, and how far it is if it is its turn here. */
  async course(run: string): Promise<{ readonly ahead: number; readonly progress: MatchProgress | null }> {
    const match = await this.database.read.findOneByOrFail(MatchEntity, { run });
    const [{ ahead } = { ahead: 0 }] = await rowsOf<{ ahead: number }>(this.database.read, AHEAD, [
      match.priority,
      match.id,
    ]);
    return {
      ahead: match.state === 'queued' ? Number(ahead) : 0,
      progress: this.runner.progress(match.id),
    };
  }

  private async refuseMore(address: string): Promise<void> {
    const open = await this.database.read.find(RunEntity, {
      select: { id: true },
      where: { league: TRIALS, state: OPEN },
    });
    const ids = new Set(open.map(({ id }) => id));
    for (const run of [...this.askedBy.keys()]) if (!ids.has(run)) this.askedBy.delete(run);
    if ([...this.askedBy.values()].includes(address)) throw oneAtATime();
    refuseWaiting(ids.size);
  }

  /** Before anything of it is drawn: what a scenario's size is was found out once, beside what others wait for. */
  private async refuseLarge({ scenario }: WantedTrial): Promise<void> {
    const found = await this.scenarios.sizeOf(scenario);
    if (!found) throw badInput('scenario', `there is no scenario ${scenario}`);
    const size = found.agents * found.resources.length;
    if (size > requestLimits.trialSize)
      throw badInput('scenario', `is too large for a trial: ${size} seats x resources`);
  }

  /** The strategies, then the dealer. Throws a problem. */
  private async chosen({ agents, dealer }: WantedTrial): Promise<FrozenSubmission[]> {
    const all = await this.plugins();
    const found = (name: string, kind: FrozenSubmission['kind']): FrozenSubmission => {
      const [one, ...others] = calledSo(all, kind, name);
      if (one && others.length === 0) return one;
      const ids = [one, ...others].map((each) => each?.id).join(', ');
      throw badInput(
        kind,
        one ? `several are called ${name}; use an id: ${ids}` : `no accepted ${kind} is called ${name}`,
      );
    };
    return [...agents.map((name) => found(name, 'agent')), found(dealer, 'dealer')];
  }
}

function oneAtATime(): ProblemError {
  return tooMany('a trial of yours waits or is being played: one at a time', WAIT_SECONDS);
}

function refuseWaiting(trials: number): void {
  if (trials >= requestLimits.trialsWaiting) throw busy(`${trials} trials wait already`, WAIT_SECONDS);
}

const AHEAD = `SELECT COUNT(*) AS "ahead" FROM "match" WHERE "state" = 'playing'
  OR "state" = 'queued' AND ("priority" < ?1 OR "priority" = ?1 AND "id" < ?2)`;

function definitionOf(
  { scenario }: WantedTrial,
  submissions: readonly FrozenSubmission[],
  seed: string,
): LeagueDefinition {
  const named = (kind: FrozenSubmission['kind']): string[] => [
    ...new Set(submissions.filter((one) => one.kind === kind).map(({ name }) => name)),
  ];
  return {
    ...{ id: TRIALS, title: 'Trials', format: 'mixed', scenarios: [scenario], blocks: 1 },
    ...{ seed, entrants: named('agent'), dealers: named('dealer'), limits: LIMITS },
    ...{ marginalContribution: false, ranking: { weights: { welfare: 1, cost: 1, convergence: 1 } } },
  };
}

/** `submissions`: the strategies, then the dealer. */
function matchOf(scenario: string, submissions: readonly FrozenSubmission[], seed: string): LaidOutMatch {
  const ids = submissions.map(({ id }) => id);
  const [teams, dealer] = [ids.slice(0, -1), ids.at(-1)!];
  return {
    ...{ serial: 1, id: '1', block: 1, scenario, seed, dealer, teams },
    ...{ scored: false, compared: null },
  };
}

interface NewTrial {
  readonly seed: string;
  readonly submissions: readonly FrozenSubmission[];
  /** ms since 1970 */
  readonly createdAt: number;
  /** of the package of its scenario */
  readonly sha256: string;
}

/** Within a write. */
async function insertRun(
  manager: EntityManager,
  definition: LeagueDefinition,
  { seed, submissions, createdAt, sha256 }: NewTrial,
): Promise<RunEntity> {
  if (!(await manager.existsBy(LeagueEntity, { id: TRIALS })))
    await manager.insert(LeagueEntity, {
      ...{ id: TRIALS, definition, state: 'removed' as const, shipped: false, secretSeed: null },
      ...{ scheduledUntil: createdAt, failedStart: null, createdAt },
    });
  const number = ((await manager.maximum(RunEntity, 'number', { league: TRIALS })) ?? 0) + 1;
  const [scenario = ''] = definition.scenarios;
  const run: RunEntity = {
    ...{ id: trialRun(number), league: TRIALS, number, state: 'queued', definition, lineUps: null },
    plan: {
      seed,
      submissions: [...new Map(submissions.map((one) => [one.id, one])).values()],
      ...{ seatsNeeded: submissions.length - 1, design: null },
    },
    packages: [{ name: scenario, sha256 }],
    ...{ secretSeed: null, sealed: null, createdAt, startedAt: null, finishedAt: null },
    ...{ error: null, anchor: null, looks: null },
  };
  await manager.insert(RunEntity, run);
  return run;
}
