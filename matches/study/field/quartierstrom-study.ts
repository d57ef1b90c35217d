import { createHighsSolver } from '#market/lp/highs-solver.js';
import { dayAlone, energyAlone, noEnergy, together, tradedAtAuction, type FieldEnergy } from './field-day.js';
import { spreadDays, studyScenario } from './study-scenario.js';

const YEAR = 2025;

/** Energy of the days played: as it is traded; alone is the same without `traded`. */
export interface QuartierstromStudy {
  readonly days: number;
  readonly year: FieldEnergy;
  /** January first; null where no day of a month was played */
  readonly months: readonly (FieldEnergy | null)[];
}

/** `days`: so many of a year, as far apart as can be; 365 are all of them. */
export async function quartierstromStudy(
  days: number,
  onDay?: (done: number) => void,
): Promise<QuartierstromStudy> {
  const solver = await createHighsSolver();
  const scenario = await studyScenario('quartierstrom.yaml');
  const months = new Array<FieldEnergy | null>(12).fill(null);
  for (const [n, date] of spreadDays(YEAR, days).entries()) {
    const day = dayAlone(scenario.draw(`1@${date}`), solver);
    const month = Number(date.slice(5, 7)) - 1;
    const traded = tradedAtAuction(day);
    months[month] = together(months[month] ?? noEnergy, { ...energyAlone(day), traded });
    onDay?.(n + 1);
  }
  const played = months.filter((month) => month !== null);
  return { days, months, year: played.reduce(together, noEnergy) };
}
