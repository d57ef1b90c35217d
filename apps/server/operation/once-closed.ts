/** An answer whose connection closes in the end. */
export interface Closing {
  readonly closed: boolean;
  once(event: 'close', heard: () => void): unknown;
}

/** Tells when whoever asked is gone or has been answered; at once where that has happened: nothing tells it again to who comes late. */
export function onceClosed(response: Closing, heard: () => void): void {
  if (response.closed) heard();
  else response.once('close', heard);
}

/** Aborted when whoever asked is gone, or has been answered. */
export function goneOf(response: Closing): AbortSignal {
  const gone = new AbortController();
  onceClosed(response, () => gone.abort());
  return gone.signal;
}
