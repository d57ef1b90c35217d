import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { In } from 'typeorm';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { matchId } from '#leagues/run/match-task.js';
import { bundleLines } from '#matches/bundles/run-bundle.js';
import { bundled, type BundledPlugin, type ScenarioPackages } from '#matches/bundles/run-head.js';
import type { Caller } from '../../access/access.js';
import { MatchRecordEntity } from '#database/entities/match-record.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { reportView } from '#matches/runs/report-view.js';
import { ownership, type Owns } from '../../access/ownership.js';
import { headOf, plannedRun } from '#database/stored/stored-plan.js';
import { isHeldBack } from '#leagues/scenario-files/package/held-back.js';
import { storedPackages } from '#database/stored/stored-packages.js';
import { roundsText } from '#database/stored/stored-rounds.js';
import { withheldWords } from '../secret-scenarios.js';
import { databasePlace, threadDatabase, type OfRun } from '../thread-database.js';

export interface BundleRequest extends OfRun {
  /** whose sources and logs are in it; those of reference plugins are everybody's */
  readonly caller: Caller | null;
  /** where it shall lie */
  readonly file: string;
}

/** Writes a run that is over for replay elsewhere; one match at a time is in memory. */
export default async function bundle({ run: id, caller, file }: BundleRequest): Promise<void> {
  const read = await threadDatabase();
  const isOwn = await ownership(read, caller);
  const run = await plannedRun(read, id);
  const files = await read.findBy(RunFileEntity, { run: id });
  const open = { release: 'released', id: In(files.map(({ submission }) => submission)) } as const;
  const select = { id: true } as const;
  const released = new Set((await read.find(SubmissionEntity, { select, where: open })).map(({ id }) => id));
  const plugins = files.map(({ file }): BundledPlugin => {
    return file.baseline || isOwn(file.id) || released.has(file.id)
      ? bundled(file)
      : { ...file, file: '', source: null };
  });
  const head = { ...headOf(run), plugins };
  const packages = await storedPackages(read, head.packages);
  const shown = caller?.kind === 'admin' ? packages : publicPackages(run.definition, packages);
  const lines = bundleLines(head, shown, matchLines(id, run.plan.matches, isOwn, caller));
  await pipeline(Readable.from(lines), createGzip(), createWriteStream(file, { mode: 0o600 }));
}

/** Those that everybody may have. Readers of the others ask the organiser for them. */
export function publicPackages(
  { sealScenarios }: LeagueDefinition,
  packages: ScenarioPackages,
): ScenarioPackages {
  return new Map([...packages].filter(([, one]) => !sealScenarios && !isHeldBack(one)));
}

async function* matchLines(
  run: string,
  matches: readonly PlannedMatch[],
  isOwn: Owns,
  caller: Caller | null,
): AsyncGenerator<string> {
  const read = await threadDatabase();
  for (const planned of matches) {
    const id = matchId(run, planned.id);
    const record = await read.findOneBy(MatchRecordEntity, { match: id });
    if (!record) continue;
    const isSecret = (await withheldWords(read, run, planned.scenario, caller)) !== null;
    // What a replay cannot compare word by word is left out.
    const access = { isOwn: isSecret ? () => false : isOwn, placesIn: null };
    const report = reportView(record.report, planned, access);
    const rounds = roundsText(record, databasePlace());
    // The rounds are JSON already.
    yield `${JSON.stringify({ match: id, report }).slice(0, -1)},"rounds":${rounds}}`;
  }
}
