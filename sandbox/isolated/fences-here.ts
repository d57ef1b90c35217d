import { findFences } from './launch.js';
import { processImage } from './process-image.js';
import type { Fences } from '../processes/fences.js';

/** Name in the environment of a process that plays for another one: the fences which that one found, as JSON. */
export const FENCES_VARIABLE = 'GRIDLEAGUE_FENCES';

let here: Promise<Fences> | null = null;

/**
 * The fences around every sandbox process of this machine. Whoever starts workers finds them once and hands them over, so that
 * all play behind those it tells of. What cannot be looked for now is looked for again.
 */
export function fencesHere(): Promise<Fences> {
  here ??= find().catch((error: unknown) => {
    here = null;
    throw error;
  });
  return here;
}

async function find(): Promise<Fences> {
  const told = process.env[FENCES_VARIABLE];
  return told === undefined ? findFences(await processImage()) : (JSON.parse(told) as Fences);
}
