import type { AgentBriefing } from './agent.js';

/**
 * Where your own program decides something, by period: `columnsNamed(briefing, 'import')[17]` is the column of `import[17]`, or
 * undefined where there is none. Also of one asset: `battery.charge`, `car`, `heat-pump`. Two columns of one name (windows that meet
 * within a period): the later one.
 */
export function columnsNamed(
  { columns = [] }: Pick<AgentBriefing, 'columns'>,
  name: string,
): (number | undefined)[] {
  const found: (number | undefined)[] = [];
  for (let j = 0; j < columns.length; j++) {
    const label = columns[j]!;
    const at = label.lastIndexOf('[');
    if (at >= 0 && label.slice(0, at) === name) found[Number(label.slice(at + 1, -1))] = j;
  }
  return found;
}

/** All names that columns have, without periods, in the order of the program: what a household can decide. */
export function columnNames({ columns = [] }: Pick<AgentBriefing, 'columns'>): string[] {
  const names = new Set<string>();
  for (const label of columns) if (label !== '') names.add(label.slice(0, label.lastIndexOf('[')));
  return [...names];
}
