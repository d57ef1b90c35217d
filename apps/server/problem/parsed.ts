import type { z } from 'zod';
import { fieldPath } from '#leagues/scenario-files/reading/scenario-error.js';
import { badInput } from './problem.js';

/** A body or query as its schema says. Throws a 400 problem that names the field. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue!.code === 'unrecognized_keys' ? issue.keys : [];
  throw badInput(fieldPath([...issue!.path, ...unknown.slice(0, 1)]), issue!.message);
}
