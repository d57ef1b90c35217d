import {
  type Billing,
  type Community,
  type CommunityParts,
  type CouplingLimit,
  communityMarket,
  openingPrice,
  plainLines,
  worthOfLostLoad,
} from '#market/energy/community.js';
import type { Outlook } from '#market/energy/programs/commitment.js';
import {
  type EnergyMarket,
  type GridTariff,
  isConnected,
  perResource,
} from '#market/energy/prices/energy-market.js';
import { askingPrice } from '#market/energy/programs/grid-participant.js';
import type { Household } from '#market/energy/programs/household.js';
import type { PeriodClock } from '#market/energy/period-clock.js';
import {
  peakCharges,
  regulatedPrices,
  type Regulation,
  standingLines,
  tariffLines,
} from '#market/energy/prices/regulation.js';
import { regulationPresets } from '#market/energy/prices/regulation-presets.js';
import { pricesOver } from '#market/energy/prices/tariff.js';
import { cloudTransmission } from '#market/energy/weather/weather.js';
import type { MarketInstance } from '#market/instance.js';
import { type Rng, seededRng } from '#market/rng.js';
import { conductOf } from '../../conduct/conduct-schema.js';
import { carbonOf } from '../periods/carbon.js';
import { clockOf } from '../periods/community-clock.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { CHP, memberId } from '../participants/household-ids.js';
import type { HouseholdGroup, ScheduleDocument } from '../schema/household-schema.js';
import { outageOf } from '../periods/outages.js';
import { checkFlows } from '../checks/check-flows.js';
import { forecastOf } from '../checks/check-rolling.js';
import { dealerPlant } from '../participants/dealer-plant.js';
import { dealerUnits, generatorOf } from '../participants/dealer-units.js';
import { drawHousehold, twoMeters, type DrawConditions } from '../participants/household-draw.js';
import type { DrawnMarket } from '../../scenario.js';
import type { SeriesBook } from '../periods/series-book.js';
import { FieldError, fieldPath } from '../../reading/scenario-error.js';

interface DrawnSeat {
  readonly household: Household;
  /** where it stands in the document */
  readonly field: readonly PropertyKey[];
  /** absent: it is the dealer's */
  readonly group?: HouseholdGroup;
}

/** The homes of a community, drawn. */
interface DrawnHomes {
  readonly around: DrawConditions;
  readonly rng: Rng;
  /** in seat order, the dealer's own last */
  readonly seats: readonly DrawnSeat[];
}

/** Draws the homes of a document in the periods of a clock; `vary`: chance of another day, of the same homes. */
export function drawHomes(
  document: CommunityDocument,
  series: SeriesBook,
  seed: string,
  clock: PeriodClock,
  vary: (rng: Rng) => Rng = (rng) => rng,
): DrawnHomes {
  const drawn = seededRng(`${document.id}/${seed}`);
  const rng = vary(document.draw?.households === 'fixed' ? seededRng(`${document.id}/homes`) : drawn);
  const around: DrawConditions = {
    clock,
    site: document.site,
    transmission: cloudTransmission(vary(drawn).fork('sky'), clock, document.sky),
    series,
    regulation: tableOf(document),
  };
  const members = document.households.flatMap((group, g) =>
    Array.from({ length: group.count }, (_, i) => ({ group, id: memberId(group, i), g })),
  );
  const homes = members.flatMap(({ group, id, g }, j): DrawnSeat[] => {
    const household = drawHousehold(group, id, around, rng.fork(`household/${j}`));
    const meters = document.grid?.connection === 'gross' && group.pv ? twoMeters(household) : [household];
    return meters.map((behind) => ({ household: behind, field: ['households', g], group }));
  });
  const units = dealerUnits(document.dealer, around, rng.fork('dealer'));
  return { around, rng, seats: [...homes, ...units] };
}

/** A drawn community, and where each of its households stands in the document. */
export interface DrawnParts {
  readonly parts: CommunityParts;
  readonly fields: readonly (readonly PropertyKey[])[];
}

/** Draws what a community is made of, in all its periods. */
export function drawParts(document: CommunityDocument, series: SeriesBook, seed: string): DrawnParts {
  const clock = clockOf(document);
  const { around, rng: homes, seats: drawn } = drawHomes(document, series, seed, clock);
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
  const plant = dealerPlant(document.dealer, around, homes.fork('dealer'));
  const prices = { ...(tariff && { tariff }), ...(outage && { outage }), localFee };
  const outlook = outlookOf(document, around, {
    prices,
    plant,
    homes: drawn.map(({ household }) => household),
  });
  const households = drawn.map(({ household, group }) => ({
    ...household,
    ...(group && contracts.get(group)),
    ...(household.id === CHP && {
      generator: generatorOf(document.dealer.chp!, around, outlook, homes.fork('dealer')),
    }),
  }));
  const connections = households.reduce((sum, { connectionPower }) => sum + connectionPower, 0);
  const { valueOfLostLoad, grid } = document;
  const carbon = carbonOf(document, clock, series);
  const peaks = peakCharges(clock, tableOf(document));
  const parts: CommunityParts = {
    id: document.id,
    clock,
    households,
    localFee,
    plant,
    householdCash: document.cash,
    dealerCash: document.dealerCash,
    ...(tariff && { grid: { tariff, power: grid?.power ?? connections } }),
    coupling: couplingLimit(grid),
    ...(outage && { outage }),
    ...(document.curtailment === 'none' && { mustGenerate: true }),
    ...(peaks.length > 0 && { peakCharges: peaks }),
    billing: billingOf(document, clock, tariff, localFee),
    ...(carbon && { carbon }),
    ...(valueOfLostLoad !== undefined && { valueOfLostLoad }),
  };
  return { parts, fields: drawn.map(({ field }) => field) };
}

/**
 * What the dealer's CHP reckons with: its own expected price; else to sell what homes lack at what the grid asks, and the rest for feed-in.
 * Where forecasts may be wrong nobody knows what homes will lack: the prices at which the market opens.
 */
function outlookOf(
  document: CommunityDocument,
  { clock, series }: DrawConditions,
  {
    prices,
    plant,
    homes,
  }: { readonly prices: GridPrices; readonly plant: Float64Array; readonly homes: readonly Household[] },
): Outlook {
  const worth = worthOfLostLoad(document, document.households);
  const opening = plant.map((_, t) => openingPrice(prices, worth, t));
  const expected = document.dealer.chp?.expectedPrice;
  if (expected !== undefined || forecastOf(document) !== 'perfect') {
    const price = scheduled(expected, opening, clock, series);
    return { lacking: plant.map(() => Infinity), price, beyond: price };
  }
  const net = (t: number): number =>
    homes.reduce((sum, { load, generation }) => sum + load[t]! - generation[t]!, -plant[t]!);
  const connected = (t: number): boolean => isConnected(prices, t);
  return {
    lacking: plant.map((_, t) => Math.max(0, net(t))),
    price: plant.map((_, t) => (connected(t) ? askingPrice(prices, prices.tariff!, t) : worth)),
    beyond: plant.map((_, t) => (connected(t) ? prices.tariff!.feedIn[t]! : 0)),
  };
}

type GridPrices = Pick<EnergyMarket, 'tariff' | 'outage' | 'localFee'>;

/** Draws the community of a document on its own day. Throws `FieldError` where the cheapest flows would not be physical. */
export function drawCommunity(document: CommunityDocument, series: SeriesBook, seed: string): DrawnMarket {
  const { parts, fields } = drawParts(document, series, seed);
  const { instance, community } = communityMarket(parts);
  checkFlows(community, fields);
  return { ...conductOf(document), ...drawnMarket(instance, community, fields) };
}

/** A community's market as it is played, its rules apart. */
export function drawnMarket(
  instance: MarketInstance,
  community: Community,
  fields: readonly (readonly PropertyKey[])[],
): Pick<DrawnMarket, 'instance' | 'community' | 'householdFields' | 'fees' | 'tariff'> {
  const { resources, tariff, localFee } = community.market;
  return {
    instance,
    community,
    householdFields: fields.map(fieldPath),
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

/** Prices as stated, per period. */
export function scheduled(
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
