/** Counters for Prometheus: by name and labels, since the start of the process. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string, labels: Readonly<Record<string, string>> = {}, amount = 1): void {
    const key = `${name}${labelText(labels)}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + amount);
  }

  /** Lines of the exposition format, sorted. */
  lines(): string[] {
    return [...this.counts].map(([key, count]) => `${key} ${count}`).sort();
  }
}

/** `{outcome="converged"}` */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
