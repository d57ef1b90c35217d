import { WallClock } from '../wall-clock.js';

/** A clock that stands still until it is set. */
export class SetClock extends WallClock {
  constructor(public time: number) {
    super();
  }

  now(): number {
    return this.time;
  }
}
