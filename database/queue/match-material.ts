import { createHash } from 'node:crypto';
import { conductOfLeague, taskOf, type MatchTask, type PluginFile } from '#leagues/run/match-task.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Database } from '../database.js';
import { plannedMatch, type MatchEntity } from '../entities/match.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { RunFileEntity } from '../entities/run-file.entity.js';
import { ScenarioPackageEntity } from '../entities/scenario-package.entity.js';
import { SubmissionEntity } from '../entities/submission.entity.js';
import { PackageError, packageOfRun, storedPackage } from '../stored/stored-packages.js';
import { BoundedCache } from '../bounded-cache.js';
import { materialLimits } from './limits.js';

type PlayedRun = Pick<RunEntity, 'id' | 'definition' | 'packages' | 'plan'>;

/** Texts by their SHA-256, kept nearer than the database; what is not there is loaded once. */
export interface NearTexts {
  get(sha256: string, load: () => Promise<string>): Promise<string>;
}

/** What matches are played with, as their runs have frozen it. */
export class MatchMaterial {
  private readonly runs = new BoundedCache<PlayedRun>(materialLimits.runs);
  private readonly packages = new BoundedCache<ScenarioPackage>({
    ...{ most: materialLimits.runs, mostWeight: materialLimits.packageCharacters },
    weightOf: ({ content }) => content.length,
  });
  private readonly files = new BoundedCache<PluginFile>(materialLimits.files);

  /** `near`: where plugins and scenarios may be had without asking the database; null: nowhere */
  constructor(
    private readonly database: Database,
    private readonly near: NearTexts | null = null,
  ) {}

  /** The task of any match, played or not. Throws `PackageError`. */
  async task(match: MatchEntity): Promise<MatchTask> {
    const { run } = match;
    const planned = plannedMatch(match);
    const played = await this.runs.get(run, () => {
      const select = { id: true, definition: true, packages: true, plan: true } as const;
      return this.database.read.findOneOrFail(RunEntity, { select, where: { id: run } });
    });
    const { scenario } = planned;
    const frozen = await this.packages.get(`${run} ${scenario}`, () => this.packageOf(played, scenario));
    const files = new Map<string, PluginFile>();
    for (const id of [...planned.teams, planned.dealer])
      files.set(id, await this.files.get(`${run} ${id}`, () => this.fileOf(played, id)));
    const conduct = conductOfLeague(played.definition);
    return taskOf(run, planned, { files, packages: new Map([[scenario, frozen]]), conduct });
  }

  private async packageOf(run: PlayedRun, name: string): Promise<ScenarioPackage> {
    const { read } = this.database;
    const frozen = run.packages?.find((one) => one.name === name);
    if (!frozen || !this.near) return packageOfRun(read, run, name);
    const { sha256 } = frozen;
    const content = await this.near.get(sha256, async () => (await storedPackage(read, frozen)).content);
    const row = await read.findOne(ScenarioPackageEntity, { select: { id: true }, where: { sha256 } });
    if (!row) throw new PackageError(`scenario ${name}: its package ${sha256} is not in the database`);
    return { id: row.id, sha256, content };
  }

  private async fileOf(run: PlayedRun, submission: string): Promise<PluginFile> {
    const { read } = this.database;
    const whole = async (): Promise<PluginFile> =>
      (await read.findOneByOrFail(RunFileEntity, { run: run.id, submission })).file;
    const frozen = run.plan.submissions.find(({ id }) => id === submission);
    if (!frozen || !this.near) return whole();
    const { sha256 } = frozen;
    const source = await this.near.get(sha256, async () => {
      const { source } = await whole();
      if (createHash('sha256').update(source).digest('hex') === sha256) return source;
      throw new PackageError(
        `run ${run.id}: the source of submission ${submission} is not ${sha256} any more`,
      );
    });
    const select = { id: true, file: true } as const;
    const { file } = await read.findOneOrFail(SubmissionEntity, { select, where: { id: submission } });
    return { ...frozen, file, source };
  }
}
