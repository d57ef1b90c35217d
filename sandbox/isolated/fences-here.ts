import { findFences } from './launch.js';
import { processImage } from './process-image.js';
import type { Fences } from '../processes/fences.js';

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

/** Those that whoever started this process has found. */
export function takeFences(fences: Fences): void {
  here = Promise.resolve(fences);
}

async function find(): Promise<Fences> {
  return findFences(processImage());
}
