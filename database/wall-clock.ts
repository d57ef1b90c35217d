/** Time of day; nothing a match's result depends on. */
export abstract class WallClock {
  /** ms since 1970 */
  abstract now(): number;
}

export class SystemWallClock extends WallClock {
  now(): number {
    return Date.now();
  }
}
