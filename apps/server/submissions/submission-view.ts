import type {
  SubmissionCheck,
  SubmissionEntity,
  SubmissionStatus,
} from '../database/entities/submission.entity.js';

/** A submission; the messages of its checks carry texts of the plugin and are for its owner and the administrator. */
export interface SubmissionView {
  readonly id: string;
  /** null: a reference plugin */
  readonly team: string | null;
  readonly kind: 'agent' | 'dealer';
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly status: SubmissionStatus;
  /** `message` is empty for everybody else */
  readonly checks: readonly SubmissionCheck[];
  readonly createdAt: string;
}

/** All of a submission but its source, which lists do not read. */
export type SubmissionRow = Omit<SubmissionEntity, 'source'>;

export function submissionView(row: SubmissionRow, isOwn: boolean): SubmissionView {
  const { id, team, kind, name, version, sha256, status, createdAt } = row;
  const checks = isOwn ? row.checks : row.checks.map((check) => ({ ...check, message: '' }));
  return {
    ...{ id, team: team === '' ? null : team, kind, name, version: String(version), sha256, status, checks },
    createdAt: new Date(createdAt).toISOString(),
  };
}
