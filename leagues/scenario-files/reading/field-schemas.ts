import { z } from 'zod';
import { fieldLimits, scenarioLimits } from './limits.js';

/** Schemas are strict: a field nobody knows is an error, never ignored. */
export const boundedNumber = z.number().min(-scenarioLimits.magnitude).max(scenarioLimits.magnitude);
export const nonNegative = boundedNumber.min(0);
export const positive = boundedNumber.gt(0);
export const fraction = z.number().min(0).max(1);
export const boundedNumbers = z.array(boundedNumber);
/** Neither NUL nor half a character: no database and no file keeps those as they are. */
export const name = z
  .string()
  .min(1)
  .max(fieldLimits.name)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'holds what is no character');
/** No address has `.` or `..` in it for long. */
export const identifier = name
  .regex(/^[\w.-]+$/, 'letters, digits, dot, dash and underscore only')
  .regex(/[^.]/, 'is dots alone');
