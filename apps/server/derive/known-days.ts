import { PackageError, storedPackage } from '#database/stored/stored-packages.js';
import { ScenarioEntity } from '#database/entities/scenario.entity.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { heldDays, shownDays, type DaySpan } from '#leagues/scenario-files/package/shown-days.js';
import { conflict, ProblemError } from '../problem/problem.js';
import { threadDatabase } from './thread-database.js';

/** Of days that a problem names. */
const MOST_NAMED = 25;

const HOLD = 'list these in draw.days.hold too, or leave what was measured on them out of the files';
const HOLD_OTHERS = 'list others in draw.days.hold';

/** Refuses a version of a scenario that shows a day which an earlier one holds, or holds one which an earlier one shows. */
export async function refuseKnownDays(one: ScenarioPackage): Promise<void> {
  const held = heldDays(one);
  const heldBefore: DaySpan[] = [];
  const known = new Set<string>();
  for await (const earlier of earlierVersions(one)) {
    heldBefore.push(...heldDays(earlier));
    for (const day of shownDays(held, earlier)) known.add(day);
  }
  const opened = new Set(shownDays(heldBefore, one));
  const refusals = [
    ...(opened.size === 0 ? [] : [`would publish ${named(opened)}, which an earlier version holds: ${HOLD}`]),
    ...(known.size === 0
      ? []
      : [`would hold ${named(known)}, which an earlier version shows: ${HOLD_OTHERS}`]),
  ];
  if (refusals.length > 0)
    throw new ProblemError(422, 'known-days', `${one.id} ${refusals.join('. It ')}`, 'draw.days.hold');
}

/** What was uploaded under its id until now; nothing where it is one of them, which opens nothing and may mend a damaged one. */
async function* earlierVersions({ id, sha256: own }: ScenarioPackage): AsyncGenerator<ScenarioPackage> {
  const read = await threadDatabase();
  const versions = await read.find(ScenarioEntity, { where: { id }, order: { version: 'ASC' } });
  if (versions.some(({ sha256 }) => sha256 === own)) return;
  for (const [sha256, version] of new Map(versions.map((row) => [row.sha256, row.version])))
    yield await storedPackage(read, { name: id, sha256 }).catch((error: unknown) => {
      if (!(error instanceof PackageError)) throw error;
      throw conflict(
        'package-missing',
        `which days version ${version} of ${id} holds cannot be read in the database any more: ` +
          'upload that one again first, or give this one another id',
      );
    });
}

function named(days: ReadonlySet<string>): string {
  const list = [...days].sort();
  const more = list.length - MOST_NAMED;
  return list.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
