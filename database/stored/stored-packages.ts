import { webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import { GridLeagueError } from '#market/errors.js';
import { shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import type { FrozenScenario, ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { rowsOf } from '../dialect.js';
import type { RunEntity } from '../entities/run.entity.js';
import { ScenarioEntity } from '../entities/scenario.entity.js';
import { ScenarioPackageEntity } from '../entities/scenario-package.entity.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The package that a run has frozen is not there, or is not what it was. */
export class PackageError extends GridLeagueError {
  readonly kind = 'storage';
  readonly code = 'damaged-row';
}

/** A package as it is stored. */
export async function packageRow({ sha256, id, content }: ScenarioPackage): Promise<ScenarioPackageEntity> {
  return { sha256, id, content: await pack(content) };
}

/** Within a write: stores packages that are not there yet. */
export async function storePackages(
  manager: EntityManager,
  rows: readonly ScenarioPackageEntity[],
): Promise<void> {
  for (const row of rows)
    if (!(await manager.existsBy(ScenarioPackageEntity, { sha256: row.sha256 })))
      await manager.insert(ScenarioPackageEntity, row);
}

/** Throws `PackageError`. */
export async function storedPackage(read: EntityManager, frozen: FrozenScenario): Promise<ScenarioPackage> {
  const { id, bytes } = await packageBytes(read, frozen);
  return { id, sha256: frozen.sha256, content: String(bytes) };
}

/** A package as UTF-8. It may be large: it is unpacked and hashed beside the event loop. Throws `PackageError`. */
export async function packageBytes(
  read: EntityManager,
  { name, sha256 }: FrozenScenario,
): Promise<{ readonly id: string; readonly bytes: Buffer }> {
  const row = await read.findOneBy(ScenarioPackageEntity, { sha256 });
  if (!row) throw new PackageError(`scenario ${name}: its package ${sha256} is not in the database`);
  return { id: row.id, bytes: await unpackedContent(row, name) };
}

/** What is stored of a package as UTF-8. Throws `PackageError` where it is damaged. */
export async function unpackedContent(
  row: Pick<ScenarioPackageEntity, 'sha256' | 'content'>,
  name: string,
): Promise<Buffer> {
  const { sha256 } = row;
  const bytes = await unpack(row.content).catch(() => Buffer.of());
  if (Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex') !== sha256)
    throw new PackageError(`scenario ${name}: its package in the database is not ${sha256} any more`);
  return bytes;
}

/** The packages of a run that are there, by hash. */
export async function storedPackages(
  read: EntityManager,
  frozen: readonly FrozenScenario[] = [],
): Promise<ReadonlyMap<string, ScenarioPackage>> {
  const found = new Map<string, ScenarioPackage>();
  for (const one of frozen) {
    const known = await storedPackage(read, one).catch((error: unknown) => {
      if (error instanceof PackageError) return null;
      throw error;
    });
    if (known) found.set(known.sha256, known);
  }
  return found;
}

const NEWEST = `SELECT s."id" AS "name", s."sha256" FROM "scenario" AS s
  WHERE s."version" = (SELECT MAX("version") FROM "scenario" WHERE "id" = s."id") ORDER BY s."id"`;

/** The newest version of each scenario that was uploaded. */
export function newestUploads(read: EntityManager): Promise<FrozenScenario[]> {
  return rowsOf(read, NEWEST);
}

/** A package by its hash: one that is stored, or that of a scenario that comes along. Throws `PackageError`. */
export async function knownPackage(read: EntityManager, frozen: FrozenScenario): Promise<ScenarioPackage> {
  const { name, sha256 } = frozen;
  if (!(await read.existsBy(ScenarioPackageEntity, { sha256 }))) {
    const shipped = (await shippedScenarios()).includes(name) ? await packScenario(name) : null;
    if (shipped?.sha256 === sha256) return shipped;
  }
  return storedPackage(read, frozen);
}

/** The scenario that a league calls `name` as it is now: what was uploaded last, or what comes along; null: none. */
export async function currentPackage(read: EntityManager, name: string): Promise<ScenarioPackage | null> {
  const newest = await read.findOne(ScenarioEntity, { where: { id: name }, order: { version: 'DESC' } });
  if (newest) return storedPackage(read, { name, sha256: newest.sha256 });
  return (await shippedScenarios()).includes(name) ? packScenario(name) : null;
}

/** What a run plays as `name`: what it has frozen, or, of one from before that, what comes along. Throws `PackageError`. */
export async function packageOfRun(
  read: EntityManager,
  { id, packages }: Pick<RunEntity, 'id' | 'packages'>,
  name: string,
): Promise<ScenarioPackage> {
  const frozen = packages?.find((one) => one.name === name);
  const found = frozen ? await storedPackage(read, frozen) : await currentPackage(read, name);
  if (!found) throw new PackageError(`run ${id}: there is no scenario ${name}`);
  return found;
}
