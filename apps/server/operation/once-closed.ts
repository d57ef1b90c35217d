/** An answer whose connection closes in the end. */
export interface ClosingAnswer {
  readonly closed: boolean;
  once(event: 'close', heard: () => void): unknown;
}

/** Tells when whoever asked is gone or has been answered; at once where that has happened: nothing tells it again to who comes late. */
export function onceClosed(response: ClosingAnswer, heard: () => void): void {
  if (response.closed) heard();
  else response.once('close', heard);
}

/** Aborted when whoever asked is gone, or has been answered. */
export function goneOf(response: ClosingAnswer): AbortSignal {
  const gone = new AbortController();
  onceClosed(response, () => gone.abort());
  return gone.signal;
}
