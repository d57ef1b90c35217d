import type {
  Delivery,
  Ledger,
  LedgerClearing,
  LedgerOpening,
  LedgerState,
  LedgerSummary,
} from '#market/ledger/ledger.port.js';
import { processorSpent } from '../processor-time.js';

/** Passes everything on and adds up the time that rounds spend in the ledger. */
export class TimedLedger implements Ledger {
  /** milliseconds of this process's processor time in submit, cancel and clear */
  milliseconds = 0;
  private running = false;

  constructor(private readonly ledger: Ledger) {}

  /** Whether a call of a round is under way. */
  get inRound(): boolean {
    return this.running;
  }

  open(opening: LedgerOpening): Promise<void> {
    return this.ledger.open(opening);
  }

  submit(submissions: Parameters<Ledger['submit']>[0]): ReturnType<Ledger['submit']> {
    return this.timed(() => this.ledger.submit(submissions));
  }

  cancel(...seats: readonly number[]): Promise<void> {
    return this.timed(() => this.ledger.cancel(...seats));
  }

  clear(clearing: LedgerClearing): Promise<readonly Delivery[]> {
    return this.timed(() => this.ledger.clear(clearing));
  }

  raiseLimits(raises: Parameters<Ledger['raiseLimits']>[0]): Promise<void> {
    return this.ledger.raiseLimits(raises);
  }

  settle(prices: readonly bigint[]): Promise<void> {
    return this.ledger.settle(prices);
  }

  state(): LedgerState {
    return this.ledger.state();
  }

  close(): Promise<LedgerSummary> {
    return this.ledger.close();
  }

  private async timed<T>(work: () => Promise<T>): Promise<T> {
    const start = processorSpent();
    this.running = true;
    try {
      return await work();
    } finally {
      this.running = false;
      this.milliseconds += processorSpent() - start;
    }
  }
}
