import { dayPool, startOfDay, type DayPool } from '../../days/day-pool.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';

const SECONDS_PER_DAY = 86_400;

/** The days of a community that draws them. Throws `FieldError`. */
export function poolOf({ id, draw }: CommunityDocument): DayPool {
  try {
    return dayPool(id, draw!.days!);
  } catch (error) {
    if (error instanceof FieldError)
      throw new FieldError(['draw', 'days', ...error.path], error.reason, error.mend);
    throw error;
  }
}

/** The same document on another day, at the same time of day. */
export function onDay(document: CommunityDocument, day: string): CommunityDocument {
  return { ...document, start: startOfDay(day) + (document.start % SECONDS_PER_DAY) };
}
