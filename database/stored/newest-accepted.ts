import type { EntityManager } from 'typeorm';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { rowsOf } from '../dialect.js';
import { isRemoteFile } from './remote-file.js';

/** Of those that were uploaded then, in ms since 1970. */
interface Window {
  readonly from: number;
  /** exclusive */
  readonly until: number;
}

type Row = Pick<FrozenSubmission, 'id' | 'kind' | 'name' | 'sha256'> & {
  readonly version: number | string;
  readonly file: string;
  /** null: a reference plugin */
  readonly team: string | null;
};

/** As many rows as there are plugins, whatever the number of their versions. */
const NEWEST = `SELECT s."id", s."kind", s."name", s."version", s."sha256", s."file", t."name" AS "team"
  FROM "submission" AS s LEFT JOIN "team" AS t ON t."id" = s."team"
  WHERE s."status" = 'accepted' AND s."createdAt" >= ?1 AND s."createdAt" < ?2 AND NOT EXISTS (
    SELECT 1 FROM "submission" AS n WHERE n."team" = s."team" AND n."kind" = s."kind" AND n."name" = s."name"
      AND n."version" > s."version" AND n."status" = 'accepted' AND n."createdAt" >= ?1 AND n."createdAt" < ?2)
  ORDER BY s."createdAt", s."id"`;

const ALWAYS: Window = { from: 0, until: Number.MAX_SAFE_INTEGER };

/** The newest accepted version of every plugin, oldest upload first. Those of a team are called `<team>/<name>`. */
export async function newestAccepted(
  read: EntityManager,
  { from, until }: Window = ALWAYS,
): Promise<FrozenSubmission[]> {
  const rows = await rowsOf<Row>(read, NEWEST, [from, until]);
  return rows.map(({ id, kind, name, version, sha256, file, team }) => ({
    ...{ id, kind, sha256 },
    name: team === null ? name : `${team}/${name}`,
    version: String(version),
    baseline: team === null,
    ...(isRemoteFile(file) && { outside: 'remote' }),
  }));
}
