import { isCalendarDay } from './calendar.js';
import type { ZoneClock } from './time-zone.js';

const TOKENS = { YYYY: '\\d{4}', MM: '\\d\\d', DD: '\\d\\d', HH: '\\d\\d', mm: '\\d\\d', ss: '\\d\\d' };
const TOKEN = /YYYY|MM|DD|HH|mm|ss/g;

/** What is wrong with the form of dates that a scenario states, or null. */
export function formatFault(format: string): string | null {
  if (['iso', 'unix', 'unix-ms'].includes(format)) return null;
  const tokens: readonly string[] = format.match(TOKEN) ?? [];
  const missing = ['YYYY', 'MM', 'DD'].filter((token) => !tokens.includes(token));
  if (missing.length > 0)
    return `'${format}' has no ${missing.join(', ')}: iso, unix, unix-ms, or a form such as DD.MM.YYYY HH:mm`;
  if (new Set(tokens).size < tokens.length) return `'${format}' names a part twice`;
  if (/[A-Za-z]/.test(format.replace(TOKEN, '').replace('T', '')))
    return `'${format}' has letters beside ${Object.keys(TOKENS).join(', ')}`;
  return null;
}

/** What rows of a file must look like, for who reads that one does not. */
export function formsOf(format: string): string {
  switch (format) {
    case 'iso':
      return 'times look like 2025-01-31 12:00, with or without an offset such as +01:00; for others say `format`: unix, unix-ms, or a form such as DD.MM.YYYY HH:mm';
    case 'unix':
      return 'seconds since 1970, of 9 or 10 digits; for milliseconds say `format: unix-ms`';
    case 'unix-ms':
      return 'milliseconds since 1970, of 12 or 13 digits; for seconds say `format: unix`';
    default:
      return `times look like ${format}`;
  }
}

/** Reads the cell of a row: the instants (seconds since 1970) that it may mean, earliest first; none if it is no time. */
export type TimeReader = (cell: string) => readonly number[];

/** A reader for a form that `formatFault` accepts; clock times without an offset are in `zone`. */
export function timeReader(format: string, zone: ZoneClock): TimeReader {
  switch (format) {
    case 'iso':
      return (cell) => isoTimes(cell, zone);
    case 'unix':
      return (cell) => epoch(cell, 1);
    case 'unix-ms':
      return (cell) => epoch(cell, 1000);
    default:
      return patternReader(format, zone);
  }
}

/** Milliseconds read as seconds are beyond the year 5000, and seconds read as milliseconds in January 1970. */
const LATEST = 95_617_584_000;

function epoch(cell: string, perSecond: number): number[] {
  const seconds = Number(cell) / perSecond;
  const isTime = cell.trim() !== '' && Number.isFinite(seconds) && Math.abs(seconds) < LATEST;
  return isTime && (perSecond === 1 || Math.abs(seconds) > 1e7 || seconds === 0) ? [seconds] : [];
}

/** `2025-01-31 12:00(:00)`, with its own offset or in the zone of the file. */
function isoTimes(cell: string, zone: ZoneClock): readonly number[] {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.0+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(cell.trim());
  if (!match || !isCalendarDay(cell.trim())) return [];
  const [, date, minutes, seconds = ':00', offset] = match;
  const written = Date.parse(`${date}T${minutes}${seconds}${offset ?? 'Z'}`) / 1000;
  if (!Number.isFinite(written)) return [];
  return offset === undefined ? zone(written) : [written];
}

/** 24:00 is the end of its day. */
function patternReader(format: string, zone: ZoneClock): TimeReader {
  const names: string[] = [];
  const source = format.replace(/YYYY|MM|DD|HH|mm|ss|[^\w\s]/g, (part) => {
    if (!(part in TOKENS)) return `\\${part}`;
    names.push(part);
    return `(${TOKENS[part as keyof typeof TOKENS]})`;
  });
  const pattern = new RegExp(`^${source}$`);
  return (cell) => {
    const match = pattern.exec(cell.trim());
    if (!match) return [];
    const part = (name: string): string => match[1 + names.indexOf(name)] ?? '00';
    const of = (name: string): string => (names.includes(name) ? part(name) : '00');
    const date = `${of('YYYY')}-${of('MM')}-${of('DD')}`;
    const [hour, minute, second] = [of('HH'), of('mm'), of('ss')].map(Number);
    const isTime =
      minute! < 60 && second! < 60 && (hour! < 24 || (hour === 24 && minute === 0 && second === 0));
    if (!isTime || !isCalendarDay(date)) return [];
    return zone(Date.parse(`${date}T00:00Z`) / 1000 + hour! * 3600 + minute! * 60 + second!);
  };
}
