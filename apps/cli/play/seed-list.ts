import { InvalidArgumentError } from 'commander';
import { playLimits } from '#matches/play/limits.js';

const { seeds: MOST_SEEDS } = playLimits;

/** `1..200`, `3,7,11` or both: the seeds in order. */
export function seedList(text: string): readonly string[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d{1,9})\s*(?:\.\.\s*(\d{1,9})\s*)?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first) || Number(last) - Number(first) >= MOST_SEEDS)
      throw new InvalidArgumentError('It must be a list of whole numbers such as 1..200 or 3,7,11.');
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${Number(first) + i}`);
  });
  if (seeds.length > MOST_SEEDS) throw new InvalidArgumentError(`It may name ${MOST_SEEDS} seeds.`);
  if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError('It names a seed twice.');
  return seeds;
}
