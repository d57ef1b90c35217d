/**
 * The seed of a block that a run plays on this day: whoever has it has the day, in reports, bundles and tables, and
 * `--seed` replays it.
 */
export function seedOnDay(seed: string, day: string): string {
  return `${seed}@${day}`;
}

/** The day in such a seed; null: it has none. */
export function dayOfSeed(seed: string): { readonly seed: string; readonly day: string } | null {
  const [, base, day] = /^(.*)@(\d{4}-\d\d-\d\d)$/s.exec(seed) ?? [];
  return base === undefined || day === undefined ? null : { seed: base, day };
}
