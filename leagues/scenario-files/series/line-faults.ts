import { FieldError, withOthers } from '../reading/scenario-error.js';

/** Faults of one file after which nobody reads on, kinds of them, and lines that are named of each kind. */
const MOST_FAULTS = 1000;
const MOST_KINDS = 10;
const MOST_LINES = 5;

/** What is wrong with the lines of a file, so that it can be mended at once. Faults that read alike are told together. */
export class LineFaults {
  private readonly kinds = new Map<string, FieldError[]>();
  private count = 0;

  /** Does what may throw a `FieldError`, which is kept. */
  of(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.keep(error);
    }
  }

  keep(fault: FieldError): void {
    const kind = `${fault.reason}\n${fault.mend}`;
    const alike = this.kinds.get(kind) ?? [];
    alike.push(fault);
    this.kinds.set(kind, alike);
    this.count++;
  }

  /** Whether there is enough to tell. */
  get isFull(): boolean {
    return this.kinds.size >= MOST_KINDS || this.count >= MOST_FAULTS;
  }

  /** Throws `FieldError` with all of them where there are any. */
  check(): void {
    if (this.count > 0) throw withOthers([...this.kinds.values()].map(together));
  }
}

function together(faults: readonly FieldError[]): FieldError {
  const [first] = faults as [FieldError];
  if (faults.length === 1) return first;
  const lines = faults.slice(0, MOST_LINES).map(({ path }) => String(path[0]).replace('line ', ''));
  const more = faults.length > MOST_LINES ? ` and ${faults.length - MOST_LINES} more` : '';
  return new FieldError([`lines ${lines.join(', ')}${more}`], first.reason, first.mend);
}
