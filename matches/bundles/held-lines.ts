import { bundleLimits } from './bundle-limits.js';

/** How large a line is. */
export interface LineExtent {
  readonly bytes: number;
  /** numbers, texts, lists and objects */
  readonly values: number;
}

/** Adds up what lines take while they are held. */
export class HeldLines {
  private bytes = 0;
  private values = 0;

  /** false: there is no room for one more like this */
  hold({ bytes, values }: LineExtent): boolean {
    this.bytes += bytes;
    this.values += values;
    return this.bytes <= bundleLimits.heldBytes && this.values <= bundleLimits.heldValues;
  }
}
