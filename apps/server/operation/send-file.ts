import type { HttpResponse } from '../problem/http.js';

export interface SentFile {
  readonly type: string;
  /** that it is saved under */
  readonly name: string;
  /** `Cache-Control` */
  readonly caching?: string;
}

/** Answers with a file, with ETag and ranges. */
export async function sendFile(
  response: HttpResponse,
  file: string,
  { type, name, caching = 'no-cache' }: SentFile,
): Promise<void> {
  response.type(type).setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.setHeader('Cache-Control', caching);
  await new Promise<void>((done, failed) =>
    // An error after the head is a reader who went away.
    response.sendFile(file, { dotfiles: 'allow', cacheControl: false }, (error?: Error) =>
      error && !response.headersSent ? failed(error) : done(),
    ),
  );
}
