import type { Allowance } from '../seats/allowance.js';

/**
 * What the plugin may use in one run of the trial matches: of what the whole admission allows, and no more than
 * `most` milliseconds of waiting for it. After that no call is made any more, so the matches end.
 */
export class TrialPatience implements Allowance {
  private waited = 0;

  constructor(
    private readonly admission: Allowance,
    private readonly most: number,
  ) {}

  get exhausted(): string | null {
    if (this.admission.exhausted !== null || this.waited <= this.most) return this.admission.exhausted;
    return `all calls of the trial matches together took longer than ${this.most / 1000} s`;
  }

  spend(processor: number, waited: number): void {
    this.admission.spend(processor, waited);
    this.waited += waited;
  }

  resident(megabytes: number): string | null {
    return this.admission.resident(megabytes);
  }
}
