/**
 * Tells the process that started this one, over their channel. Where that is gone, killed perhaps and not yet missed, nobody has
 * to hear it, and it is no error. `done`: sent, or not to be.
 */
export function tellParent(message: unknown, done: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, done);
}

/** Calls `end` when the process that started this one is gone: it may be already. */
export function onceOrphaned(end: () => void): void {
  if (process.connected) process.once('disconnect', end);
  else end();
}
