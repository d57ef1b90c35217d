/** What is counted, by its name for Prometheus. */
const counters = {
  gridleague_http_requests_total: 'requests answered, by method and class of status',
  gridleague_failed_starts_total: 'scheduled runs that could not be started, by league',
  gridleague_match_faults_total:
    'failed attempts at a match that were the fault of the platform: of the deployment, as each of its servers has heard of them',
  gridleague_replays_total: 'replays that readers asked for, by how they ended',
  gridleague_plugin_failures_total:
    'failures of plugins in played matches, by kind: of the deployment, as each of its servers has heard of them',
} as const;

export type CounterName = keyof typeof counters;

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** one, or one for each of several */
  readonly value: number | readonly Sample[];
  /** default: gauge */
  readonly type?: 'counter';
}

/** Counters for Prometheus: by name and labels, since the start of the process. */
export class Tally {
  private readonly counts = new Map<CounterName, Map<string, number>>();

  add(name: CounterName, labels: Readonly<Record<string, string>> = {}, amount = 1): void {
    const counts = this.counts.get(name) ?? new Map<string, number>();
    const key = labelText(labels);
    counts.set(key, (counts.get(key) ?? 0) + amount);
    this.counts.set(name, counts);
  }

  /** Everything counted, and the gauges, in Prometheus' exposition format. */
  exposition(gauges: readonly Gauge[]): string {
    const lines = [
      ...gauges.flatMap(({ name, help, type = 'gauge', value }) => [
        ...heading(name, help, type),
        ...(typeof value === 'number' ? [{ labels: {}, value }] : value).map(
          (one) => `${name}${labelText(one.labels)} ${one.value}`,
        ),
      ]),
      ...(Object.keys(counters) as CounterName[]).flatMap((name) => [
        ...heading(name, counters[name], 'counter'),
        ...[...(this.counts.get(name) ?? [])].map(([labels, count]) => `${name}${labels} ${count}`).sort(),
      ]),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function heading(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** `{outcome="converged"}` */
function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n\r]/g, '_')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
