import { z } from 'zod';
import { badInput, ProblemError } from '../problem/problem.js';
import { parsed } from '../problem/parsed.js';

const LARGEST_FILE = 256 * 1024;
/** More parts than an upload has fields, for what clients add. */
const MOST_PARTS = 8;

const uploadFields = z.strictObject({
  kind: z.enum(['agent', 'dealer']),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
});

export interface UploadForm extends z.output<typeof uploadFields> {
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
}

/** An uploaded plugin from a multipart body. Throws a problem. */
export async function uploadForm(body: unknown, contentType: string | undefined): Promise<UploadForm> {
  if (!(body instanceof Uint8Array)) throw badInput('file', 'is missing: a .ts or .js file is needed');
  const form = await formOf(body, contentType ?? '');
  const [file, ...others] = form.getAll('file');
  if (others.length > 0) throw badUpload('file', 'is there more than once');
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name === 'file') continue;
    if (typeof value !== 'string') throw badUpload(name, 'is a file; only the field file is');
    // Own properties only, whatever it is called.
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true });
  }
  const { kind, name } = parsed(uploadFields, fields);
  if (!(file instanceof File)) throw badInput('file', 'is missing: a .ts or .js file is needed');
  if (file.size > LARGEST_FILE)
    throw new ProblemError(413, 'bad-upload', `has ${file.size} bytes, more than ${LARGEST_FILE}`, 'file');
  return { kind, name, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

async function formOf(body: Uint8Array, contentType: string): Promise<FormData> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  if (!boundary) throw badUpload('', 'the content type has no boundary of 1 to 70 characters');
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]!}`, 'latin1');
  // Counted before any is taken apart.
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let parts = 0;
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length))
    if (++parts > MOST_PARTS + 1) throw badUpload('', `has more than ${MOST_PARTS} parts`);
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badUpload('', 'is no multipart form');
  }
}

function badUpload(field: string, detail: string): ProblemError {
  return new ProblemError(400, 'bad-upload', detail, field);
}
