import type { PeriodClock } from '#market/energy/period-clock.js';
import { regulationPresets } from '#market/energy/prices/regulation-presets.js';
import { fieldPath } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import type { HouseholdGroup } from '../schema/household-schema.js';
import type { ReadSeries } from '../periods/series-book.js';

/** kWh a year of a home below and above which its unit is hardly the one that is meant. */
const USUAL_YEAR = [200, 100_000] as const;
const HOURS_PER_YEAR = 8_760;

/** What is remarkable about the series of a community in its periods, in sentences. */
export function seriesNotices(
  document: CommunityDocument,
  all: readonly ReadSeries[],
  clock: PeriodClock,
): string[] {
  return [
    ...freeTrade(document),
    ...document.households.flatMap(statedYear),
    ...all.flatMap((one) => [...fillingOf(one, clock), ...yearOf(document, one)]),
  ];
}

/** A regulation with prices of its own and none for local energy. */
function freeTrade({ regulation, localFee }: CommunityDocument): string[] {
  if (typeof regulation !== 'string' || regulation === 'none' || localFee !== undefined) return [];
  if (regulationPresets[regulation].some(({ local }) => local !== undefined)) return [];
  return [`regulation ${regulation} charges nothing on local trades: the local fee is 0`];
}

function fillingOf({ path, document, series }: ReadSeries, clock: PeriodClock): string[] {
  const { start, step, filled = [] } = series;
  const end = clock.start + clock.periods * clock.stepHours * 3600;
  const inside = filled.filter((i) => start + (i + 1) * step > clock.start && start + i * step < end);
  if (inside.length === 0) return [];
  const rows = Math.round((end - clock.start) / step);
  return [
    `${fieldPath(path)} (${document.csv}): ${inside.length} of ${rows} values are missing and filled (gaps: ${document.gaps})`,
  ];
}

/** A synthetic home's year that is no home's. */
function statedYear({ load }: HouseholdGroup, group: number): string[] {
  if (!load || !('annualEnergy' in load)) return [];
  const { annualEnergy } = load;
  const [low, high] = typeof annualEnergy === 'number' ? [annualEnergy, annualEnergy] : annualEnergy;
  if (isUsual(low, high)) return [];
  return [`households[${group}].load.annualEnergy: ${high} kWh a year is hardly a home\u2019s; it is in kWh`];
}

/** Whether years between these (kWh) may be a home's; one without load is. */
function isUsual(low: number, high: number): boolean {
  return high === 0 || (high >= USUAL_YEAR[0] && low <= USUAL_YEAR[1]);
}

/** A load whose year is no home's: its unit is probably another one. */
function yearOf({ households }: CommunityDocument, { path, document, series }: ReadSeries): string[] {
  const [section, group, part] = path;
  if (section !== 'households' || part !== 'load') return [];
  const { load } = households[Number(group)]!;
  const scale = load && 'scale' in load ? load.scale : 1;
  const [low, high] = typeof scale === 'number' ? [scale, scale] : scale;
  const drawn = series.values.reduce((sum, energy) => sum + Math.max(0, energy), 0);
  const year = (drawn * HOURS_PER_YEAR * 3600) / (series.values.length * series.step);
  if (isUsual(year * low, year * high)) return [];
  return [
    `${fieldPath(path)} (${document.csv}): ${Number((year * high).toPrecision(3))} kWh a year is hardly a home\u2019s; is \`unit: ${document.unit}\` what the file is in?`,
  ];
}
