import type { SubmissionEntity } from '#database/entities/submission.entity.js';
import type { ApiAnswer } from '#api/schemas.js';
import { isRemoteFile } from '#database/stored/remote-file.js';

/** A submission as everybody may see it. */
export type SubmissionView = ApiAnswer<'Submission'>;

/** All of a submission but its source, which lists do not read. */
export type SubmissionRow = Omit<SubmissionEntity, 'source'>;

export function submissionView(row: SubmissionRow, isOwn: boolean): SubmissionView {
  const { id, team, kind, name, version, sha256, status, release, createdAt } = row;
  const checks = isOwn ? row.checks : row.checks.map((check) => ({ ...check, message: '' }));
  return {
    ...{
      id,
      team: team === '' ? null : team,
      kind,
      name,
      version: String(version),
      sha256,
      status,
      checks,
      release,
      remote: isRemoteFile(row.file),
    },
    createdAt: new Date(createdAt).toISOString(),
  };
}
