import type { Check } from '#sandbox/admission/verdict.js';
import type { SubmissionEntity, SubmissionStatus } from '../database/entities/submission.entity.js';

/** A submission as everybody may see it. */
export interface SubmissionView {
  readonly id: string;
  /** null: a reference plugin */
  readonly team: string | null;
  readonly kind: 'agent' | 'dealer';
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly status: SubmissionStatus;
  readonly checks: readonly Check[];
  readonly createdAt: string;
}

export function submissionView(row: SubmissionEntity): SubmissionView {
  const { id, team, kind, name, version, sha256, status, checks, createdAt } = row;
  return {
    ...{ id, team: team === '' ? null : team, kind, name, version: String(version), sha256, status, checks },
    createdAt: new Date(createdAt).toISOString(),
  };
}
