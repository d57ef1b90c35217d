/**
 * The instants at which a zone's clocks show a time, earliest first, in seconds since
 * 1970-01-01T00:00Z: one as a rule, two where clocks are set back. `localSeconds` is the clock time
 * read as if it were UTC. A time that clocks skip is read by the clock before it was set forward.
 */
export type ZoneClock = (localSeconds: number) => readonly number[];

/** `zone` is `UTC`, an offset such as `+01:00`, or an IANA name; undefined if it is none of these. */
export function zoneClock(zone: string): ZoneClock | undefined {
  const fixed = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(zone);
  if (fixed) {
    const offset = (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 3600 + Number(fixed[3]) * 60);
    return (local) => [local - offset];
  }
  if (zone === 'UTC') return (local) => [local];
  const format = formatOf(zone);
  if (!format) return undefined;
  const offset = offsetPerQuarter(format);
  return (local) => {
    // whatever happens to the clocks around `local`, these are the two offsets it can have
    const [before, after] = [offset(local - 86_400), offset(local + 86_400)];
    const shown = [...new Set([local - before, local - after])].filter((at) => at + offset(at) === local);
    return shown.length > 0 ? shown.sort((a, b) => a - b) : [local - before];
  };
}

/**
 * How far the zone's clocks are ahead of UTC between two instants: from which instant on by how many seconds, in order, the
 * first from `from` on. `zone` must be a name that `zoneClock` knows.
 */
export function offsetsOf(
  zone: string,
  from: number,
  to: number,
): { readonly from: number; readonly seconds: number }[] {
  const format = formatOf(zone);
  if (!format) throw new TypeError(`'${zone}' is no zone with a name`);
  const offset = offsetPerQuarter(format);
  const found = [{ from, seconds: offset(from) }];
  // Clocks change on whole quarters of an hour, and not twice within a day.
  for (let day = from; day < to; day += 86_400) {
    let [low, high] = [day, day + 86_400];
    if (offset(low) === offset(high)) continue;
    while (high - low > 900) {
      const middle = low + Math.floor((high - low) / 1800) * 900;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push({ from: Math.floor(high / 900) * 900, seconds: offset(high) });
  }
  return found;
}

/** Offsets change on whole quarters of an hour only. */
function offsetPerQuarter(format: Intl.DateTimeFormat): (instant: number) => number {
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / 900) * 900;
    let offset = known.get(quarter);
    if (offset === undefined) known.set(quarter, (offset = offsetAt(format, quarter)));
    return offset;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Seconds by which the zone's clocks are ahead of UTC at an instant. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(instant * 1000)) part[type] = Number(value);
  const shown = new Date(0);
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  shown.setUTCFullYear(part.year!, part.month! - 1, part.day);
  shown.setUTCHours(part.hour!, part.minute, part.second);
  return shown.getTime() / 1000 - instant;
}
