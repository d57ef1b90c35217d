import { z } from 'zod';
import { readSource } from '#sandbox/admission/read-source.js';
import { LARGEST_SOURCE } from '#sandbox/compile/compile-plugin.js';
import { TEAM_NAME, TEAM_NAME_WORDS } from '#leagues/definition/limits.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { parsed } from '../problem/parsed.js';
import { badInput, ProblemError } from '../problem/problem.js';
import { formParts, MultipartError, type FormPart } from '../forms/multipart.js';

const uploadFields = z.strictObject({
  kind: z.enum(['agent', 'dealer', 'bidder']),
  name: z.string().regex(new RegExp(`^${TEAM_NAME}$`), `must be ${TEAM_NAME_WORDS}`),
  release: z.enum(['no', 'agreed']).default('no'),
  unlessKnown: z.enum(['yes', 'no']).default('no'),
  remote: z.enum(['yes', 'no']).default('no'),
});

export interface UploadForm extends Omit<z.output<typeof uploadFields>, 'remote'> {
  /** null: of a remote agent */
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
}

/** A form as it was sent. */
export interface SentForm {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly file: UploadForm['file'] | null;
}

/** The fields and the file of a multipart body. Throws a problem. */
export function sentForm(body: unknown, contentType: string | undefined): SentForm {
  if (!Buffer.isBuffer(body)) throw badInput('file', 'is missing: a .ts or .js file is needed');
  const parts = partsOf(body, contentType ?? '');
  const fields: Record<string, unknown> = {};
  let file: UploadForm['file'] | null = null;
  for (const { name, filename, bytes } of parts) {
    if ((name === 'file') !== (filename !== null))
      throw badUpload(name, 'must be a file if it is the field file, else none');
    if (filename === null) {
      // An own property, whatever it is called.
      const value = bytes.toString('utf8');
      Object.defineProperty(fields, name, { value, enumerable: true, configurable: true });
    } else if (file) throw badUpload('file', 'is there more than once');
    else file = { name: filename, bytes };
  }
  return { fields, file };
}

/** An uploaded plugin. Throws a problem. */
export function uploadOf({ fields, file }: SentForm): UploadForm {
  const { kind, name, release, unlessKnown, remote } = parsed(uploadFields, fields);
  if (remote === 'yes') {
    if (file) throw badInput('file', 'must not be there: a remote agent stays with its team');
    if (kind !== 'agent') throw badInput('kind', 'must be agent: no dealer or bidder plays from elsewhere');
    return { kind, name, release: 'no', unlessKnown, file: null };
  }
  if (!file) throw badInput('file', 'is missing: a .ts or .js file is needed');
  const size = file.bytes.length;
  if (size > LARGEST_SOURCE)
    throw new ProblemError(413, 'bad-upload', `has ${size} bytes, more than ${LARGEST_SOURCE}`, 'file');
  readSource(file.bytes, file.name);
  if (!/^[\w. -]+$/.test(file.name) || file.name.length > requestLimits.fileName)
    throw badInput('file', 'has a name with other than plain characters');
  return { kind, name, release, unlessKnown, file };
}

function partsOf(body: Buffer, contentType: string): FormPart[] {
  try {
    return formParts(body, contentType, requestLimits.parts);
  } catch (error) {
    if (error instanceof MultipartError) throw badUpload('', error.message);
    throw error;
  }
}

function badUpload(field: string, detail: string): ProblemError {
  return new ProblemError(400, 'bad-upload', detail, field);
}
