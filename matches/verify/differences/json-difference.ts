/** Where two JSON values differ first, as `report.perSeat[0].saving`; null: nowhere. */
export function jsonDifference(then: unknown, now: unknown, path = ''): string | null {
  if (Object.is(then, now)) return null;
  if (!isBranch(then) || !isBranch(now) || Array.isArray(then) !== Array.isArray(now)) return path;
  const fields = new Set([...Object.keys(then), ...Object.keys(now)]);
  for (const field of fields) {
    const inner = Array.isArray(then) ? `${path}[${field}]` : path === '' ? field : `${path}.${field}`;
    if (!Object.hasOwn(then, field) || !Object.hasOwn(now, field)) return inner;
    const found = jsonDifference(then[field], now[field], inner);
    if (found !== null) return found;
  }
  return null;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** As a file or a database gives it back: Infinity is null, what is undefined is not there. */
export function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
