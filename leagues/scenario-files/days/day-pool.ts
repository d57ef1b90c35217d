import { seededRng, type Rng } from '#market/rng.js';
import { scenarioLimits } from '../reading/limits.js';
import { FieldError } from '../reading/scenario-error.js';
import type { DaysDocument } from './days-schema.js';

/** The days that a scenario draws from, `YYYY-MM-DD`, each list in order. */
export interface DayPool {
  readonly strata: 'season' | 'weekday' | null;
  /** for everybody: checks, trials and play outside leagues draw from them */
  readonly training: readonly string[];
  /** that runs draw from, each once: those held back, or, where none are, all */
  readonly scored: readonly string[];
  /** whether days are held back */
  readonly held: boolean;
  /** the day of an example that is not part of a run */
  trainingDay(seed: string): string;
  /** all scored days as the blocks of the run with this seed take them; more blocks do not change the first ones */
  order(seed: string): readonly string[];
}

const SECONDS_PER_DAY = 86_400;

/** The days of scenario `id`. Throws `FieldError` whose path begins at the section `days`. */
export function dayPool(id: string, document: DaysDocument): DayPool {
  const { from, hold } = document;
  const strata = document.strata ?? null;
  const days = expanded(from, 'from');
  const held = hold === undefined ? [] : heldDays(id, days, hold);
  const isHeld = new Set(held);
  const training = days.filter((day) => !isHeld.has(day));
  if (training.length === 0)
    throw new FieldError(['hold'], 'leaves no day to train on', 'hold fewer of them');
  const scored = held.length > 0 ? held : days;
  return {
    ...{ strata, training, scored, held: held.length > 0 },
    trainingDay: (seed) => training[Math.floor(seededRng(`${id}/${seed}/day`).next() * training.length)]!,
    order: (seed) => spread(scored, strata, seededRng(`${id}/${seed}/days`)),
  };
}

/** Seconds since 1970 at which a day begins, UTC. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00Z`) / 1000;
}

/**
 * A share holds each day by itself: the number that scenario and date draw, which no other day, range or version changes,
 * is below it. The day with the lowest number is always held, that with the highest never.
 */
function heldDays(
  id: string,
  days: readonly string[],
  hold: NonNullable<DaysDocument['hold']>,
): readonly string[] {
  if (typeof hold !== 'number') {
    const known = new Set(days);
    const held = expanded(hold, 'hold');
    const stranger = held.find((day) => !known.has(day));
    if (stranger !== undefined) throw new FieldError(['hold'], `${stranger} is none of the days in \`from\``);
    return held;
  }
  if (days.length === 1)
    throw new FieldError(['hold'], 'one day cannot be shared', 'hold some days and leave some');
  const drawn = days
    .map((day) => ({ day, number: seededRng(`${id}/held day/${day}`).next() }))
    .sort((a, b) => a.number - b.number);
  const below = drawn.filter(({ number }) => number < hold).length;
  return drawn
    .slice(0, Math.min(Math.max(below, 1), days.length - 1))
    .map(({ day }) => day)
    .sort();
}

function expanded(list: readonly string[], field: string): string[] {
  const days = new Set<string>();
  for (const entry of list) {
    const [first, last = first] = entry.split('/') as [string, string?];
    if (last < first) throw new FieldError([field], `${entry} ends before it begins`);
    for (let at = startOfDay(first); at <= startOfDay(last); at += SECONDS_PER_DAY) {
      const day = new Date(at * 1000).toISOString().slice(0, 10);
      if (days.has(day)) throw new FieldError([field], `${day} stands there twice`);
      days.add(day);
      if (days.size > scenarioLimits.days)
        throw new FieldError([field], `more than ${scenarioLimits.days} days`);
    }
  }
  return [...days].sort();
}

/**
 * All days in a random order of which every beginning, however long, has nearly its share of every stratum: the i-th of
 * n shuffled days of a stratum stands on a circle at (i + u) / n, u drawn once for each (systematic sampling). Where on
 * the circle it begins is drawn, so that every day comes first equally often.
 */
function spread(days: readonly string[], strata: DayPool['strata'], rng: Rng): string[] {
  const groups = [...Map.groupBy(days, (day) => stratumOf(day, strata)).values()];
  const placed = groups.flatMap((group) => {
    const offset = rng.next();
    return shuffled(group, rng).map((day, i) => ({ day, place: (i + offset) / group.length }));
  });
  const circle = placed.sort((a, b) => a.place - b.place).map(({ day }) => day);
  const first = Math.floor(rng.next() * circle.length);
  return [...circle.slice(first), ...circle.slice(0, first)];
}

/** Meteorological seasons; Monday to Friday, Saturday, Sunday. */
function stratumOf(day: string, strata: DayPool['strata']): number {
  const date = new Date(startOfDay(day) * 1000);
  switch (strata) {
    case null:
      return 0;
    case 'season':
      return Math.floor(((date.getUTCMonth() + 1) % 12) / 3);
    case 'weekday':
      return [0, 6].includes(date.getUTCDay()) ? date.getUTCDay() : 1;
  }
}

function shuffled(days: readonly string[], rng: Rng): string[] {
  const list = [...days];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
