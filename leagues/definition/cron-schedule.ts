interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly CronField[] = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'day of week', low: 0, high: 7, names: WEEKDAYS },
];

/**
 * What is wrong with a cron expression, or null. Five fields: minute, hour, day of month, month,
 * day of week; each `*` or a list of numbers (or names), ranges `a-b` and steps, as in crontab(5).
 * No seconds: a league is not due more often than once a minute.
 */
export function cronComplaint(expression: string): string | null {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `a schedule has 5 fields (minute hour day month weekday), not ${parts.length}`;
  for (const [i, field] of FIELDS.entries())
    for (const item of parts[i]!.split(',')) {
      const complaint = itemComplaint(item, field);
      if (complaint) return complaint;
    }
  return null;
}

function itemComplaint(item: string, field: CronField): string | null {
  const [range = '', step, ...rest] = item.split('/');
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step)))
    return `${field.name}: '${item}' has no valid step`;
  if (range === '*') return null;
  const [from, to, ...more] = range.split('-').map((text) => valueOf(text, field));
  if (from === undefined || more.length > 0) return `${field.name}: '${item}' is no range`;
  for (const value of to === undefined ? [from] : [from, to])
    if (value === null || value < field.low || value > field.high)
      return `${field.name}: '${item}' is outside ${field.low} to ${field.high}`;
  if (to !== undefined && to! < from!) return `${field.name}: '${item}' runs backwards`;
  return null;
}

function valueOf(text: string, { low, names }: CronField): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? null : index + low;
}
