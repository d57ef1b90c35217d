import type { HttpResponse } from '../problem/http.js';

/** Aborted when nobody waits for the answer any more. */
export function goneWith(response: HttpResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
