import { closestMatch } from 'leven';
import { z } from 'zod';

/** Longest list of fields that anybody reads. */
const MOST_TOLD = 12;

/** An error map for zod: of unknown fields it tells, as the message, the names that are known there. */
export function tellKnown(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject
    ? Object.keys(issue.inst.shape).join(' ')
    : undefined;
}

/** The field that was probably meant by an unknown one, of those that `tellKnown` told. */
export function meantBy(field: string, told: string): string | undefined {
  const known = told.split(' ');
  const maxDistance = Math.min(field.length - 1, Math.max(2, Math.floor(field.length / 3)));
  return known.find((name) => plain(name) === plain(field)) ?? closestMatch(field, known, { maxDistance });
}

/** What to do about an unknown field. */
export function mendUnknown(field: string, told: string): string {
  const meant = meantBy(field, told);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  const known = told.split(' ');
  return known.length > MOST_TOLD ? 'remove it or correct its spelling' : `known here: ${known.join(', ')}`;
}

/** `peak_power`, `peak-power` and `PeakPower` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}
