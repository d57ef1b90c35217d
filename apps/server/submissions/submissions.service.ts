import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Check } from '#sandbox/admission/verdict.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { admitInProcess } from '../../worker/admission-process.js';
import { shippedPlugins } from '../../worker/reference-plugins.js';
import type { Caller } from '../access/access.js';
import { Database } from '../database/database.js';
import { SubmissionEntity } from '../database/entities/submission.entity.js';
import { TeamEntity } from '../database/entities/team.entity.js';
import { Logger } from '../operation/logger.js';
import { WallClock } from '../operation/wall-clock.js';
import { ProblemError } from '../problem/problem.js';

export interface Upload {
  readonly team: string;
  readonly kind: 'agent' | 'dealer';
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Submissions of one team that may wait for admission at the same time. */
const MOST_WAITING = 20;

/** Takes submissions, has them checked one after the other, and freezes them for runs. */
@Injectable()
export class SubmissionsService {
  private readonly stopping = new AbortController();
  private checking: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
    private readonly logger: Logger,
  ) {}

  /** Takes the shipped plugins in and goes on with what an earlier start left unchecked. */
  async start(): Promise<void> {
    for (const { id, kind, name, sha256, file, source } of await shippedPlugins())
      await this.database.write(async (manager) => {
        const known = { team: '', kind, name };
        const newest = await manager.findOne(SubmissionEntity, { where: known, order: { version: 'DESC' } });
        if (newest?.sha256 === sha256) return;
        const version = (newest?.version ?? 0) + 1;
        await manager.insert(SubmissionEntity, {
          ...{ ...known, version, sha256, file, source, checks: [] },
          ...{ id: version === 1 ? id : `${id}-${version}`, status: 'accepted', createdAt: this.clock.now() },
        });
      });
    const waiting = await this.database.read.find(SubmissionEntity, {
      where: { status: 'checking' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    for (const submission of waiting) this.enqueue(submission.id);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.checking;
  }

  async upload({ team, kind, name, file, bytes }: Upload): Promise<SubmissionEntity> {
    const submission = await this.database.write(async (manager) => {
      const waiting = await manager.countBy(SubmissionEntity, { team, status: 'checking' });
      if (waiting >= MOST_WAITING)
        throw new ProblemError(429, 'too-many-requests', `${waiting} submissions of the team wait already`);
      const newest = await manager.findOne(SubmissionEntity, {
        where: { team, kind, name },
        order: { version: 'DESC' },
      });
      const row: SubmissionEntity = {
        ...{ id: randomUUID(), team, kind, name, version: (newest?.version ?? 0) + 1, file },
        sha256: createHash('sha256').update(bytes).digest('hex'),
        source: Buffer.from(bytes).toString('utf8'),
        ...{ status: 'checking', checks: [], createdAt: this.clock.now() },
      };
      await manager.insert(SubmissionEntity, row);
      return row;
    });
    this.enqueue(submission.id);
    return submission;
  }

  /** Played results stay; no further run takes it. */
  async withdraw(id: string): Promise<void> {
    await this.database.write((manager) => manager.update(SubmissionEntity, { id }, { status: 'withdrawn' }));
  }

  /**
   * The newest accepted version of every plugin, as a run freezes it. A league file calls reference
   * plugins by their name and those of a team `<team>/<name>`.
   */
  async frozen(): Promise<PluginFile[]> {
    const rows = await this.database.read.find(SubmissionEntity, {
      where: { status: 'accepted' },
      order: { version: 'ASC' },
    });
    const newest = new Map(rows.map((row) => [JSON.stringify([row.team, row.kind, row.name]), row]));
    const teams = new Map((await this.database.read.find(TeamEntity)).map(({ id, name }) => [id, name]));
    return [...newest.values()].map(({ id, team, kind, name, version, sha256, file, source }) => ({
      ...{ id, kind, sha256, file, source },
      name: team === '' ? name : `${teams.get(team)}/${name}`,
      version: String(version),
      baseline: team === '',
    }));
  }

  /** Whether the caller may see the source and the logs of a submission. */
  async ownedBy(caller: Caller | undefined): Promise<(submission: string) => boolean> {
    if (caller?.kind === 'admin') return () => true;
    if (!caller) return () => false;
    const own = await this.database.read.find(SubmissionEntity, {
      select: { id: true },
      where: { team: caller.id },
    });
    const ids = new Set(own.map(({ id }) => id));
    return (submission) => ids.has(submission);
  }

  private enqueue(id: string): void {
    this.checking = this.checking
      .then(() => this.check(id))
      .catch((error: unknown) => {
        // It stays `checking` and is tried again at the next start.
        if (!this.stopping.signal.aborted) this.logger.error('admission failed', { submission: id, error });
      });
  }

  private async check(id: string): Promise<void> {
    const submission = await this.database.read.findOneBy(SubmissionEntity, { id });
    if (this.stopping.signal.aborted || submission?.status !== 'checking') return;
    const bytes = Buffer.from(submission.source, 'utf8');
    const verdict = await admitInProcess(bytes, submission.file, this.stopping.signal);
    const checks: Check[] = [...verdict.checks];
    if (verdict.kind && verdict.kind !== submission.kind)
      checks.push({
        name: 'load',
        passed: false,
        message: `the file defines a ${verdict.kind}; it was submitted as a ${submission.kind}`,
      });
    const status = checks.every(({ passed }) => passed) ? 'accepted' : 'rejected';
    await this.database.writeWhenWell((manager) =>
      manager.update(SubmissionEntity, { id, status: 'checking' }, { status, checks }),
    );
    this.logger.info('submission checked', { submission: id, status });
  }
}
