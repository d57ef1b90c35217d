import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { MissingPart } from '#leagues/run/match-player.port.js';
import { PlaceWatch } from '#leagues/run/place-watch.js';
import type { HandedTrial } from '#matches/play/trials/handed-trial.js';
import type { LeagueMarkets } from '#sandbox/admission/league-trials.js';
import type { AdmissionVerdict } from '#sandbox/admission/verdict.js';
import { admitInProcess } from '#matches/workers/admission-process.js';
import { ServerSettings } from '../config/server-settings.js';
import { Database } from '#database/database.js';
import { SubmissionEntity, type SubmissionCheck } from '#database/entities/submission.entity.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { Bulletin } from '#database/fleet/bulletin.js';
import { FairQueue } from '../operation/fair-queue.js';
import { Logger } from '#database/fleet/logger.js';
import { forAll } from '../operation/take-turns.js';

/** Checks that go on at the same time, each of another team. */
const LANES = 2;
const { lostChecks, lateChecks } = requestLimits;
/** Compiles, and is refused by a sandbox: where it gets a verdict, any plugin can. */
const ANY_SOURCE = Buffer.from('export default 1;');
const WITHOUT_TRIALS: LeagueMarkets<HandedTrial> = {
  batches: [],
  untried: ['markets of leagues: the platform could not play them now'],
};

/**
 * Has submissions checked: teams take turns, and every submission gets its verdict in a bounded number of
 * attempts of bounded time, whatever happens to the processes, this one included.
 */
@Injectable()
export class Admissions {
  private readonly queue = new FairQueue<string>();
  private readonly going = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly place: PlaceWatch;
  /** those that wait or are being checked; null: another server checks them */
  private known: Set<string> | null = null;

  constructor(
    private readonly settings: ServerSettings,
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly desk: ThreadDesk,
    private readonly bulletin: Bulletin,
  ) {
    bulletin.heard('submission').subscribe(({ team, id }) => this.known && this.enqueue(team, id));
    bulletin.missed.subscribe(() => this.known && void this.look().catch(() => undefined));
    this.place = new PlaceWatch({
      onTrouble: (missing) => logger.error('admissions wait', { ...missing }),
      onWell: () => logger.warn('admissions go on'),
    });
  }

  /** Why submissions wait; null: they are checked, as far as is known. */
  get trouble(): MissingPart | null {
    return this.place.trouble;
  }

  /** Checks from now on; goes on with what an earlier start, or another server, left unchecked. */
  async start(): Promise<void> {
    this.known = new Set();
    await this.look();
  }

  private async look(): Promise<void> {
    const waiting = await this.database.read.find(SubmissionEntity, {
      select: { id: true, team: true },
      where: { status: 'checking' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    for (const { id, team } of waiting) this.enqueue(team, id);
  }

  enqueue(team: string, id: string): void {
    if (!this.known) return this.bulletin.tell({ kind: 'submission', team, id });
    if (this.known.has(id)) return;
    this.known.add(id);
    this.queue.add(team, id);
    this.proceed();
  }

  /** Ends all checks; what was in them waits for the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.place.stop();
    await Promise.all(this.going);
  }

  private proceed(): void {
    while (this.going.size < LANES && !this.stopping.signal.aborted) {
      const next = this.queue.take();
      if (!next) return;
      const work = this.check(next.thing)
        .catch((error: unknown) => {
          // The database failed: it stays `checking` and is tried again at the next start.
          this.logger.error('admission failed', { submission: next.thing, error });
        })
        .finally(() => {
          this.queue.done(next.owner);
          this.known?.delete(next.thing);
          this.going.delete(work);
          this.proceed();
        });
      this.going.add(work);
    }
  }

  private async check(id: string): Promise<void> {
    const { admissionSeconds: seconds } = this.settings.config;
    const { signal } = this.stopping;
    for (let late = 0; ;) {
      await this.place.whenWell();
      const submission = await this.database.readWhenWell((read) => read.findOneBy(SubmissionEntity, { id }));
      if (submission?.status !== 'checking') return;
      // Those of earlier lives count: a submission may be what ended them.
      if (submission.attempts >= lostChecks) {
        // It is to blame only where another one could have been checked.
        const isPlace = await this.place.isAtFault(() => this.missing());
        if (this.stopping.signal.aborted) return;
        if (!isPlace) return this.decide(submission, [lostCheck()]);
        await this.count(id, 0);
        continue;
      }
      await this.count(id, submission.attempts + 1);
      const bytes = Buffer.from(submission.source, 'utf8');
      // Whatever markets of leagues do to it, a plugin gets a verdict.
      const isLast = late === lateChecks - 1 || submission.attempts === lostChecks - 1;
      const folder = join(this.settings.config.dataFolder, 'trials', id);
      const leagues = isLast ? WITHOUT_TRIALS : await this.leagueTrials(id, folder);
      if (!leagues) {
        if (await this.place.isAtFault(() => this.missing())) await this.count(id, submission.attempts);
        continue;
      }
      const admission = await admitInProcess(bytes, submission.file, { seconds, signal, leagues });
      // What stays for want of a disk is gone after the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      switch (admission.outcome) {
        case 'decided':
          for (const fault of admission.faults)
            this.logger.error('trial failed', { submission: id, ...fault });
          return this.decide(submission, checksOf(submission, admission.verdict));
        case 'stopped':
          return this.count(id, submission.attempts);
        case 'lost':
          this.logger.error('admission lost', { submission: id, reason: admission.reason });
          break;
        case 'late':
          this.logger.warn('admission late', { submission: id, seconds });
          if (++late === lateChecks) return this.decide(submission, [lateCheck(seconds)]);
      }
    }
  }

  /** Markets of the leagues that it may enter; null: they could not be had. */
  private async leagueTrials(submission: string, folder: string): Promise<LeagueMarkets<HandedTrial> | null> {
    try {
      return await forAll(() => this.desk.make('league-trials', { submission, folder }));
    } catch (error) {
      this.logger.error('no trials in markets of leagues', { submission, error });
      return null;
    }
  }

  /** Tries all that checks need, whatever the submission. */
  private async missing(): Promise<MissingPart | null> {
    const { admissionSeconds: seconds } = this.settings.config;
    const tried = await admitInProcess(ANY_SOURCE, 'any.js', { seconds, signal: this.stopping.signal });
    if (tried.outcome === 'decided') return null;
    return { part: 'a check', reason: tried.outcome === 'lost' ? tried.reason : tried.outcome };
  }

  private async count(id: string, attempts: number): Promise<void> {
    await this.database.writeWhenWell((manager) => manager.update(SubmissionEntity, { id }, { attempts }));
  }

  private async decide({ id }: SubmissionEntity, checks: SubmissionCheck[]): Promise<void> {
    const status = checks.every(({ passed }) => passed) ? 'accepted' : 'rejected';
    await this.database.writeWhenWell((manager) =>
      manager.update(SubmissionEntity, { id, status: 'checking' }, { status, checks }),
    );
    this.logger.info('submission checked', { submission: id, status });
  }
}

function checksOf({ kind }: SubmissionEntity, verdict: AdmissionVerdict): SubmissionCheck[] {
  if (!verdict.kind || verdict.kind === kind) return [...verdict.checks];
  const message = `the file defines a ${verdict.kind}; it was submitted as a ${kind}`;
  return [...verdict.checks, { name: 'load', passed: false, message }];
}

function lostCheck(): SubmissionCheck {
  const message =
    `the platform could not finish the checks: their process was lost in ${lostChecks} attempts. That need not ` +
    "be the plugin's fault; upload it again, and if it happens again, tell the administrator";
  return { name: 'platform', passed: false, message };
}

function lateCheck(seconds: number): SubmissionCheck {
  const message =
    `the plugin is too slow: its checks were not done in ${seconds} s, in ${lateChecks} attempts; ` +
    'let a call do less';
  return { name: 'time', passed: false, message };
}
