import { CronTime, validateCronExpression } from 'cron';

const FIELDS = 5;

/**
 * What is wrong with a cron expression, or null. Five fields: minute, hour, day of month, month, day of
 * week. The scheduler's library decides, except that it also takes seconds: no league is due more
 * often than once a minute.
 */
export function cronComplaint(expression: string): string | null {
  const fields = expression.trim().split(/\s+/).length;
  if (fields !== FIELDS) return `a schedule has 5 fields (minute hour day month weekday), not ${fields}`;
  const { valid, error } = validateCronExpression(expression);
  if (!valid) return error?.message ?? 'is no cron expression';
  return isEverDue(expression) ? null : 'is never due';
}

/** The thirtieth of February is well formed, but the library finds no such day and throws. */
function isEverDue(expression: string): boolean {
  try {
    new CronTime(expression, 'UTC').sendAt();
    return true;
  } catch {
    return false;
  }
}
