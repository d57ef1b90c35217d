import { type Billing, type CouplingLimit, communityMarket, plainLines } from '#market/energy/community.js';
import type { GridTariff, MarketResources } from '#market/energy/energy-market.js';
import { tradedEnergy } from '#market/energy/energy-market.js';
import type { Household } from '#market/energy/household.js';
import { occurrencesOf, type PeriodClock } from '#market/energy/period-clock.js';
import { regulatedPrices, type Regulation, standingLines, tariffLines } from '#market/energy/regulation.js';
import { regulationPresets } from '#market/energy/regulation-presets.js';
import { pricesOver } from '#market/energy/tariff.js';
import { cloudTransmission } from '#market/energy/weather.js';
import { type Rng, seededRng } from '#market/rng.js';
import { conductOf } from '../conduct/conduct-schema.js';
import { carbonOf } from './carbon.js';
import { clockOf } from './community-clock.js';
import type { CommunityDocument } from './community-schema.js';
import { memberId } from './household-ids.js';
import type { HouseholdGroup, ScheduleDocument } from './household-schema.js';
import { outageOf } from './outages.js';
import { checkFlows } from './check-flows.js';
import {
  drawHousehold,
  inSteps,
  pick,
  solarGeneration,
  twoMeters,
  type DrawConditions,
} from './household-draw.js';
import type { DrawnMarket } from '../scenario.js';
import type { SeriesBook } from './series-book.js';
import { FieldError } from '../reading/scenario-error.js';

/** Draws the community of a document on its own day. Throws `FieldError` where the cheapest flows would not be physical. */
export function drawCommunity(document: CommunityDocument, series: SeriesBook, seed: string): DrawnMarket {
  const rng = seededRng(`${document.id}/${seed}`);
  const homes = document.draw?.households === 'fixed' ? seededRng(`${document.id}/homes`) : rng;
  const clock = clockOf(document);
  const around: DrawConditions = {
    clock,
    site: document.site,
    transmission: cloudTransmission(rng.fork('sky'), clock, document.sky),
    series,
    regulation: tableOf(document),
  };
  const members = document.households.flatMap((group, g) =>
    Array.from({ length: group.count }, (_, i) => ({
      group,
      id: memberId(group, i),
      g,
    })),
  );
  const { tariff, localFee } = communityPrices(document, series);
  const outage = outageOf(document, clock);
  outage?.forEach((off, t) => {
    if (off) tariff!.retail[t] = tariff!.feedIn[t] = 0;
  });
  const contractOf = ({ tariff: own }: HouseholdGroup): Pick<Household, 'tariff'> =>
    own && tariff
      ? {
          tariff: {
            retail: scheduled(own.retail, tariff.retail, clock, series),
            feedIn: scheduled(own.feedIn, tariff.feedIn, clock, series),
          },
        }
      : {};
  const contracts = new Map(document.households.map((group) => [group, contractOf(group)]));
  const seats = members.flatMap(({ group, id, g }, j) => {
    const drawn = drawHousehold(group, id, around, homes.fork(`household/${j}`));
    const household = { ...drawn, ...contracts.get(group) };
    const meters = document.grid?.connection === 'gross' && group.pv ? twoMeters(household) : [household];
    return meters.map((behind) => ({ household: behind, g }));
  });
  const households = seats.map(({ household }) => household);
  const connections = households.reduce((sum, { connectionPower }) => sum + connectionPower, 0);
  const { valueOfLostLoad, grid } = document;
  const carbon = carbonOf(document, clock, series);
  const { instance, community } = communityMarket({
    id: document.id,
    clock,
    households,
    localFee,
    plant: dealerPlant(document.dealer, around, homes.fork('dealer')),
    householdCash: document.cash,
    dealerCash: document.dealerCash,
    ...(tariff && { grid: { tariff, power: grid?.power ?? connections } }),
    coupling: couplingLimit(grid),
    ...(outage && { outage }),
    ...(document.curtailment === 'none' && { mustGenerate: true }),
    billing: billingOf(document, clock, tariff, localFee),
    ...(carbon && { carbon }),
    ...(valueOfLostLoad !== undefined && { valueOfLostLoad }),
  });
  checkFlows(
    community,
    seats.map(({ g }) => g),
  );
  const { resources } = community.market;
  return {
    ...conductOf(document),
    instance,
    community,
    householdFields: seats.map(({ g }) => `households[${g}]`),
    fees: perResource(resources, localFee),
    ...(tariff && {
      tariff: {
        retail: perResource(resources, tariff.retail),
        feedIn: perResource(resources, tariff.feedIn),
      },
    }),
  };
}

function tableOf({ regulation }: CommunityDocument): Regulation {
  return typeof regulation === 'string' ? regulationPresets[regulation] : regulation;
}

function couplingLimit(grid: CommunityDocument['grid']): CouplingLimit {
  return {
    ...(grid?.importLimit !== undefined && { importPower: grid.importLimit }),
    ...(grid?.exportLimit !== undefined && { exportPower: grid.exportLimit }),
  };
}

/** Tariff and local fee: from the regulation unless the scenario states its own. Throws `FieldError` for a negative fee. */
export function communityPrices(
  document: CommunityDocument,
  series: SeriesBook,
): {
  tariff?: GridTariff;
  localFee: Float64Array;
} {
  const { grid } = document;
  const clock = clockOf(document);
  const table = tableOf(document);
  const regulated = regulatedPrices(clock, table);
  const own = (schedule: ScheduleDocument | undefined, otherwise: Float64Array): Float64Array =>
    scheduled(schedule, otherwise, clock, series);
  const localFee = own(document.localFee, regulated.localFee);
  if (localFee.some((fee) => fee < 0)) throw new FieldError(['localFee'], 'is negative in some period');
  if (!grid) return { localFee };
  if (grid.retail === undefined && !table.some(({ retail }) => retail !== undefined))
    throw new FieldError(['grid', 'retail'], 'is missing', 'state a price or name a regulation that has one');
  const tariff = { retail: own(grid.retail, regulated.retail), feedIn: own(grid.feedIn, regulated.feedIn) };
  return { tariff, localFee };
}

/** Throws `FieldError` for a battery of the dealer that cannot sell its energy at its power in its window. */
export function checkDealerBattery({ dealer: { battery } }: CommunityDocument): void {
  if (!battery) return;
  const { energy, power, from, to } = battery;
  const most = typeof energy === 'number' ? energy : energy[1];
  const hours = to > from ? to - from : to + 24 - from;
  if (most <= power * hours + 1e-9) return;
  const clock = (hour: number): string =>
    `${String(Math.floor(hour)).padStart(2, '0')}:${String(Math.round((hour % 1) * 60)).padStart(2, '0')}`;
  throw new FieldError(
    ['dealer', 'battery'],
    `${most} kWh do not leave it at ${power} kW from ${clock(from)} to ${clock(to)}, which is ${power * hours} kWh`,
    'lower `energy`, raise `power` or widen the window',
  );
}

/** Prices as stated, per period. */
function scheduled(
  schedule: ScheduleDocument | undefined,
  otherwise: Float64Array,
  clock: PeriodClock,
  series: SeriesBook,
): Float64Array {
  if (schedule === undefined) return otherwise;
  if (typeof schedule === 'object' && 'csv' in schedule) return series.get(schedule)!;
  return pricesOver(clock, schedule);
}

/** The lines of the regulation, but for what the scenario states itself. */
function billingOf(
  document: CommunityDocument,
  clock: PeriodClock,
  tariff: GridTariff | undefined,
  localFee: Float64Array,
): Billing {
  const { grid } = document;
  const table = tableOf(document);
  const plain = plainLines(tariff, localFee);
  const stated = { retail: grid?.retail, feedIn: grid?.feedIn, local: document.localFee };
  const lines = (['retail', 'feedIn', 'local'] as const).flatMap((flow) =>
    stated[flow] === undefined ? tariffLines(clock, table, flow) : plain.filter((line) => line.flow === flow),
  );
  return { lines: grid ? lines : plain, standing: standingLines(table) };
}

/** Output of the dealer's own plants, kWh per period. */
function dealerPlant(dealer: CommunityDocument['dealer'], around: DrawConditions, rng: Rng): Float64Array {
  const { clock } = around;
  const output = dealer.pv
    ? solarGeneration(dealer.pv, around, rng.fork('pv'))
    : new Float64Array(clock.periods);
  if (dealer.chp) {
    const { from = 0, to = 24 } = dealer.chp;
    const power = pick(dealer.chp.power, rng.fork('chp'));
    for (const { firstPeriod, hours } of occurrencesOf(clock, { from, to }))
      hours.forEach((inside, i) => (output[firstPeriod + i]! += power * inside));
  }
  if (dealer.battery) {
    const { from, to, power } = dealer.battery;
    const energy = pick(dealer.battery.energy, rng.fork('battery'));
    for (const { firstPeriod, hours, share } of occurrencesOf(clock, { from, to })) {
      const open = hours.reduce((sum, inside) => sum + inside, 0);
      const level = Math.min(power, (energy * share) / open);
      hours.forEach((inside, i) => (output[firstPeriod + i]! += level * inside));
    }
  }
  return inSteps(output);
}

function perResource(resources: MarketResources, series: Float64Array): Float64Array {
  const values = new Float64Array(resources.list.length);
  for (const t of tradedEnergy(resources)) values[resources.energy[t]!] = series[t]!;
  return values;
}
