/** Who hears a signal; null: some may have been missed. */
export type Hearer = (text: string | null) => void;

/** Short texts to every process at a database: hints, which may be lost. What they are about is in the database. */
export interface Signals {
  /** To all others; whoever tells it knows already. */
  tell(text: string): void;
  hear(hearer: Hearer): void;
  close(): Promise<void>;
}

/** Of a database that no other process has open. */
export const noSignals: Signals = {
  tell: () => undefined,
  hear: () => undefined,
  close: () => Promise.resolve(),
};
