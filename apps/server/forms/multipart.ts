import { GridLeagueError } from '#market/errors.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** A part of a form. */
export interface FormPart {
  readonly name: string;
  /** null: a field */
  readonly filename: string | null;
  readonly bytes: Buffer;
}

/** A body is no multipart form, or has more to it than forms have. */
export class MultipartError extends GridLeagueError {
  readonly kind = 'input';
  readonly code = 'bad-multipart';
}

/**
 * The parts of a multipart/form-data body that has been read in full (RFC 7578); what stands before the first and
 * after the last is none. Throws `MultipartError`.
 */
export function formParts(body: Buffer, contentType: string, mostParts: number): FormPart[] {
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;",]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined)
    throw new MultipartError('the content type has no boundary of 1 to 70 characters');
  // The first boundary may begin the body.
  const bytes = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const parts: FormPart[] = [];
  let at = bytes.indexOf(delimiter);
  for (;;) {
    if (at < 0) throw new MultipartError('has no end');
    const begin = at + delimiter.length;
    if (bytes.toString('latin1', begin, begin + 2) === '--') return parts;
    if (parts.length === mostParts) throw new MultipartError(`has more than ${mostParts} parts`);
    const line = bytes.indexOf('\r\n', begin);
    if (line < 0 || !/^[ \t]*$/.test(bytes.toString('latin1', begin, line)))
      throw new MultipartError('has more in the line of its boundary');
    at = bytes.indexOf(delimiter, line);
    parts.push(partOf(bytes.subarray(line, at < 0 ? bytes.length : at)));
  }
}

/** `bytes`: from the line break before its headers */
function partOf(bytes: Buffer): FormPart {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0 || end > requestLimits.partHeaders)
    throw new MultipartError('has a part without headers, or with long ones');
  const headers = bytes.toString('utf8', 0, end);
  const disposition = /\r\ncontent-disposition:[ \t]*form-data;(.*)/i.exec(headers)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === null) throw new MultipartError('has a part without a name');
  return { name, filename: parameter(disposition, 'filename'), bytes: bytes.subarray(end + 4) };
}

function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`(?:^|;)[ \\t]*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(
    disposition,
  );
  return found ? (found[1] ?? found[2]!).replaceAll(/\\(["\\])/g, '$1') : null;
}
