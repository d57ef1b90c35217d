import type { HttpResponse } from '../problem/http.js';

export interface SentFile {
  readonly type: string;
  /** that it is saved under */
  readonly name: string;
  /** `Cache-Control` */
  readonly caching?: string;
}

/** What Express says of a reader who went away before the head; an error after the head is one in any case. */
const READER_GONE = 'ECONNABORTED';

/** Answers with a file, with ETag and ranges. */
export async function sendFile(
  response: HttpResponse,
  file: string,
  { type, name, caching = 'no-cache' }: SentFile,
): Promise<void> {
  response.type(type).setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.setHeader('Cache-Control', caching);
  await new Promise<void>((done, failed) =>
    response.sendFile(file, { dotfiles: 'allow', cacheControl: false }, (error?: NodeJS.ErrnoException) =>
      error && !response.headersSent && error.code !== READER_GONE ? failed(error) : done(),
    ),
  );
}
