import { z } from 'zod';
import { formParts, MultipartError } from './multipart.js';
import { parsed } from '../problem/parsed.js';
import { badInput, ProblemError } from '../problem/problem.js';
import { requestLimits } from '#api/limits/request-limits.js';

const fieldsSchema = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits')
    .nullable()
    .default(null),
});

/** An uploaded scenario: files by the names that it uses, or one that holds them. */
export interface PackageForm {
  readonly files: readonly { readonly path: string; readonly bytes: Buffer }[];
  /** the hash that its package must have; null: any */
  readonly sha256: string | null;
}

/** Throws a problem. */
export function packageForm(body: Buffer, contentType: string): PackageForm {
  const files: PackageForm['files'][number][] = [];
  const fields = new Map<string, string>();
  for (const { name, filename, bytes } of partsOf(body, contentType))
    if (filename !== null) files.push({ path: filename, bytes });
    else fields.set(name, bytes.toString('utf8'));
  if (files.length === 0) throw badInput('file', 'is missing: a scenario is needed');
  return { files, ...parsed(fieldsSchema, Object.fromEntries(fields)) };
}

function partsOf(body: Buffer, contentType: string): ReturnType<typeof formParts> {
  try {
    return formParts(body, contentType, requestLimits.packageParts);
  } catch (error) {
    if (error instanceof MultipartError) throw new ProblemError(400, 'bad-upload', error.message);
    throw error;
  }
}
