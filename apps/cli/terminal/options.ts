import { InvalidArgumentError } from 'commander';
import { leagueLimits } from '#leagues/definition/limits.js';
import { nameOrUserPath, userPath } from './user-path.js';

/** A whole number from `least` on. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(
        `It must be a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`}.`,
      );
    return value;
  };
}

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+(e-?\d+)?$/i.test(text) || !(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** `10%` or `0.1` as 0.1 */
export function nonNegativeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError('It must be a number from 0 on.');
  return number;
}

export function share(text: string): number {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits) / (percent ? 100 : 1);
  if (!(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a share such as 10%, at most 100%.');
  return value;
}

/** `0.2,50%` as [0.2, 0.5]: what `read` makes of each part, none twice. */
export function commaList<T>(read: (text: string) => T): (text: string) => readonly T[] {
  return (text) => [...new Set(text.split(',').map((part) => read(part.trim())))];
}

/** A share above 0. */
export function someShare(text: string): number {
  const value = share(text);
  if (value === 0) throw new InvalidArgumentError('It must be above 0.');
  return value;
}

const { seed: LONGEST_SEED } = leagueLimits;

/** What chance is drawn from; part of the id of a match. */
export function seedText(text: string): string {
  if (text.length === 0 || text.length > LONGEST_SEED)
    throw new InvalidArgumentError(`It must have 1 to ${LONGEST_SEED} characters.`);
  return text;
}

/** A path, as its user meant it. */
export function path(text: string): string {
  return userPath(stated(text));
}

/** The name of something that comes along, or a path. */
export function nameOrPath(text: string): string {
  return nameOrUserPath(stated(text));
}

function stated(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** Gathers names or paths of an option that may be given several times. */
export function gatherNamesOrPaths(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), nameOrPath(text)];
}

/** Gathers paths of an option that may be given several times. */
export function gatherPaths(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), path(text)];
}
