import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { teamLimits } from '#leagues/definition/limits.js';
import { languageOf } from '#sandbox/compile/protocol.js';
import { availableTo, seasonOfChampion } from '#leagues/pairing/entrants.js';
import { isRepeatable, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { Database } from '#database/database.js';
import { rowsOf, type Statement } from '#database/dialect.js';
import { newestAccepted } from '#database/stored/newest-accepted.js';
import { SubmissionEntity, type SubmissionCheck } from '#database/entities/submission.entity.js';
import { WallClock } from '#database/wall-clock.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { conflict, noRemoteHere, tooMany } from '../problem/problem.js';
import { Admissions } from './admissions.js';
import { isRemoteFile, remoteFile } from '#database/stored/remote-file.js';
import type { UploadForm } from './upload-form.js';

export interface Upload {
  readonly team: string;
  readonly kind: FrozenSubmission['kind'];
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly release: 'no' | 'agreed';
  /** the newest version of the name, if it is the same file and may play or is being checked, stands for another one */
  readonly unlessKnown?: boolean;
}

const MOST_WAITING = requestLimits.submissionsWaiting;
/** A season that is over in which a submission took part, or whose champion it is. */
const PLAYED_A_SEASON: Statement = ({
  at,
  elements,
}) => `SELECT 1 FROM "season" WHERE "state" = 'finished' AND (
    EXISTS (SELECT 1 FROM ${elements('"entrants"', '', 'e')} WHERE ${at('e."value"', 'id')} = ?1)
    OR EXISTS (SELECT 1 FROM ${elements('"champions"', '', 'c')} WHERE ${at('c."value"', 'champion')} = ?1))
  LIMIT 1`;
const NOT_CHECKED: SubmissionCheck = {
  ...{ name: 'remote', passed: true },
  message:
    'a remote agent: nothing of it is here that could be checked; it fails in matches where it is not connected',
};
/** A guess at when there is room again. */
const WAIT_SECONDS = 60;

/** Takes submissions, has them checked, and freezes them for runs. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
    private readonly admissions: Admissions,
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
    await this.admissions.start();
  }

  stop(): Promise<void> {
    return this.admissions.stop();
  }

  /** What a team has sent, by whichever form. */
  uploadForm(team: string, { file, unlessKnown, ...form }: UploadForm): Promise<SubmissionEntity> {
    if (file)
      return this.upload({
        ...{ ...form, team, file: file.name, bytes: file.bytes, unlessKnown: unlessKnown === 'yes' },
      });
    if (this.database.isShared) throw noRemoteHere();
    // There is nothing in it that another version could change.
    return this.upload({ ...form, team, ...remoteFile(team, form.name), unlessKnown: true });
  }

  async upload({ team, kind, name, file, bytes, release, unlessKnown }: Upload): Promise<SubmissionEntity> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = unlessKnown && (await this.known({ team, kind, name, file, sha256 }));
    if (known) return known;
    const submission = await this.database.write(async (manager) => {
      const waiting = await manager.countBy(SubmissionEntity, { team, status: 'checking' });
      if (waiting >= MOST_WAITING)
        throw tooMany(`${waiting} submissions of the team wait already`, WAIT_SECONDS);
      const newest = await manager.findOne(SubmissionEntity, {
        where: { team, kind, name },
        order: { version: 'DESC' },
      });
      await refuseMoreNames(manager, { team, kind, name });
      const row: SubmissionEntity = {
        ...{ id: randomUUID(), team, kind, name, version: (newest?.version ?? 0) + 1, file },
        sha256,
        source: Buffer.from(bytes).toString('utf8'),
        ...(isRemoteFile(file)
          ? { status: 'accepted', checks: [NOT_CHECKED] }
          : { status: 'checking', checks: [] }),
        ...{ attempts: 0, release, createdAt: this.clock.now() },
      };
      await manager.insert(SubmissionEntity, row);
      return row;
    });
    if (submission.status === 'checking') this.admissions.enqueue(team, submission.id);
    return submission;
  }

  /** The newest version of a plugin, if it is this very file and not refused or withdrawn. */
  private async known({
    sha256,
    file,
    ...plugin
  }: Pick<SubmissionEntity, 'team' | 'kind' | 'name' | 'file' | 'sha256'>): Promise<SubmissionEntity | null> {
    const newest = await this.database.read.findOne(SubmissionEntity, {
      where: plugin,
      order: { version: 'DESC' },
    });
    const isSame = newest?.sha256 === sha256 && languageOf(newest.file) === languageOf(file);
    return isSame && ['accepted', 'checking'].includes(newest.status) ? newest : null;
  }

  /** Played results stay; no further run takes it. Champions stay what later leagues play. */
  async withdraw(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const { name } = await manager.findOneByOrFail(SubmissionEntity, { id });
      if (seasonOfChampion({ name }) !== null)
        throw conflict('champion', `${name} is a champion: it stays what later leagues play`);
      await manager.update(SubmissionEntity, { id }, { status: 'withdrawn' });
    });
  }

  /** Whether everybody may have the source when a season is over in which it took part; at once where one is. */
  async agree(id: string, agrees: boolean): Promise<SubmissionEntity> {
    return this.database.write(async (manager) => {
      const row = await manager.findOneByOrFail(SubmissionEntity, { id });
      if (row.release === 'released') {
        if (agrees) return row;
        throw conflict('released', `the source of submission ${id} has been released`);
      }
      const isOver = await rowsOf(manager, PLAYED_A_SEASON, [id]);
      const release = agrees ? (isOver.length > 0 ? 'released' : 'agreed') : 'no';
      await manager.update(SubmissionEntity, { id }, { release });
      return { ...row, release };
    });
  }

  /**
   * The newest accepted version of every plugin, as a run may freeze it, oldest upload first. A league file calls reference
   * plugins by their name and those of a team `<team>/<name>`.
   */
  async entrants(
    definition: Pick<LeagueDefinition, 'entrants' | 'dealers' | 'mixes' | 'remote'>,
  ): Promise<FrozenSubmission[]> {
    return availableTo(definition, await newestAccepted(this.database.read));
  }

  /** Those that were uploaded in a season's window: the newest accepted version of every plugin, without reference plugins. */
  async entered(read: EntityManager, from: number, until: number): Promise<FrozenSubmission[]> {
    const newest = await newestAccepted(read, { from, until });
    return newest.filter((one) => !one.baseline && seasonOfChampion(one) === null && isRepeatable([one]));
  }

  /** The file of a submission. */
  async fileOf(frozen: FrozenSubmission): Promise<PluginFile> {
    const { file, source } = await this.database.read.findOneOrFail(SubmissionEntity, {
      select: { id: true, file: true, source: true },
      where: { id: frozen.id },
    });
    return { ...frozen, file, source };
  }
}

/** Throws a problem for one name more than a team may have of a kind; what was withdrawn or refused has none. */
async function refuseMoreNames(
  manager: EntityManager,
  { team, kind, name }: Pick<Upload, 'team' | 'kind' | 'name'>,
): Promise<void> {
  const status = In(['accepted', 'checking'] as const);
  const rows = await manager.find(SubmissionEntity, {
    select: { name: true },
    where: { team, kind, status },
  });
  const used = new Set(rows.filter((one) => seasonOfChampion(one) === null).map((one) => one.name));
  if (used.size < teamLimits.plugins || used.has(name)) return;
  throw conflict(
    'too-many-plugins',
    `a team has at most ${teamLimits.plugins} ${kind} plugins: upload this as a version of one, or withdraw all versions of another`,
  );
}
