/** Lets everything else that waits in this thread go first: long work in steps holds nobody up. */
export function othersTurn(): Promise<void> {
  return new Promise((turn) => setImmediate(turn));
}
