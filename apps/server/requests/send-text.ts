import type { SentText } from '../derive/sent-text.js';
import type { HttpResponse } from '../problem/http.js';

/** Sends what a thread made, or tells the reader that it has not changed. */
export function sendText(response: HttpResponse, mediaType: string, { bytes, etag }: SentText): void {
  response.type(mediaType).setHeader('ETag', etag);
  response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
