/** What all sessions of one plugin may use together. A session asks before it calls, and tells what it used. */
export interface Allowance {
  /** why no call is made any more; null: calls go on */
  readonly exhausted: string | null;
  /** `processor`: time that the calls used; `waited`: time that passed meanwhile; milliseconds */
  spend(processor: number, waited: number): void;
  /** Resident memory of its process now. The reason why the process has to end; null: it may go on. */
  resident(megabytes: number): string | null;
}

/** So much processor time for one plugin, whatever it plays. */
export class ProcessorAllowance implements Allowance {
  private spent = 0;

  constructor(
    private readonly milliseconds: number,
    /** what the calls belong to, for the reason */
    private readonly purpose: string,
  ) {}

  get exhausted(): string | null {
    return this.spent > this.milliseconds
      ? `all calls of the ${this.purpose} together used more than ${this.milliseconds / 1000} s of processor time`
      : null;
  }

  spend(processor: number): void {
    this.spent += processor;
  }

  resident(): null {
    return null;
  }
}
