/** Time as whoever waits for others sees it. */
export interface Waiting {
  /** milliseconds of a clock that only goes forward */
  now(): number;
  /** Calls `due` in so many milliseconds, unless what it returns is called before. */
  after(milliseconds: number, due: () => void): () => void;
}

/** By the wall. */
export const wallWaiting: Waiting = {
  now: () => performance.now(),
  after: (milliseconds, due) => {
    const timer = setTimeout(due, milliseconds);
    return () => clearTimeout(timer);
  },
};
