import type { MarketInstance, Participant } from '../instance.js';
import { columnLabels } from './programs/column-names.js';
import type { CarbonIntensity } from './carbon.js';
import {
  type EnergyMarket,
  type GridTariff,
  isConnected,
  type MarketResources,
  marketResources,
  tradedEnergy,
} from './prices/energy-market.js';
import { askingPrice, type GridColumns, gridParticipant } from './programs/grid-participant.js';
import type { Household } from './programs/household.js';
import { householdAssets } from './programs/household-assets.js';
import { type HouseholdColumns, householdProblem } from './programs/household-problem.js';
import type { PeriodClock } from './period-clock.js';
import type { PeakCharge, Receiver, StandingLine, TariffLine } from './prices/regulation.js';
import { chargeOnlyPeriods, mayFallBelowZero } from './prices/price-below-zero.js';

/** Limits of the community's point of common coupling, kW; the households hold equal shares of them. */
export interface CouplingLimit {
  readonly importPower?: number;
  readonly exportPower?: number;
}

/** What a community is made of. Series are T long. */
export interface CommunityParts {
  readonly id: string;
  readonly clock: PeriodClock;
  readonly households: readonly Household[];
  /** absent: an island */
  readonly grid?: { readonly tariff: GridTariff; readonly power: number };
  /** plants cannot be turned down */
  readonly mustGenerate?: boolean;
  readonly coupling?: CouplingLimit;
  /** periods in which the grid is not there (T); absent: none */
  readonly outage?: readonly boolean[];
  /** money per kWh */
  readonly localFee: Float64Array;
  readonly valueOfLostLoad?: number;
  /** output of the dealer's own plant, kWh per period */
  readonly plant: Float64Array;
  /** energy is traded in the first so many periods; those beyond are looked ahead to by everybody alone; absent: in all */
  readonly tradedPeriods?: number;
  /** on the peaks of households' metered imports; absent: none */
  readonly peakCharges?: readonly PeakCharge[];
  /** what bills are made of; absent: one line each for what a unit costs or earns */
  readonly billing?: Billing;
  /** of grid energy; absent: nobody knows */
  readonly carbon?: CarbonIntensity;
  readonly householdCash: number;
  readonly dealerCash: number;
}

/** An energy community as drawn: how to read the plans of its market. */
export interface Community {
  readonly market: EnergyMarket;
  /** in seat order */
  readonly households: readonly Household[];
  readonly columns: readonly HouseholdColumns[];
  readonly gridColumns?: GridColumns;
  /** output of the dealer's own plant, kWh per period */
  readonly plant: Float64Array;
  readonly coupling?: CouplingLimit;
  readonly billing: Billing;
  readonly carbon?: CarbonIntensity;
}

/** What the lines of bills are; those of a flow add up to its price in every period. */
export interface Billing {
  readonly lines: readonly TariffLine[];
  readonly standing: readonly StandingLine[];
}

/** One line each for what a unit costs or earns. */
export function plainLines(tariff: GridTariff | undefined, localFee: Float64Array): TariffLine[] {
  const line = (
    name: string,
    receiver: Receiver,
    flow: TariffLine['flow'],
    prices: Float64Array,
  ): TariffLine[] => (prices.some((price) => price !== 0) ? [{ name, receiver, flow, prices }] : []);
  return [
    ...(tariff ? line('retail price', 'supplier', 'retail', tariff.retail) : []),
    ...(tariff ? line('feed-in price', 'supplier', 'feedIn', tariff.feedIn) : []),
    ...line('local fee', 'community', 'local', localFee),
  ];
}

/** The market of a community: households in order, then the grid unless it is an island. */
export function communityMarket(parts: CommunityParts): { instance: MarketInstance; community: Community } {
  const { households, grid, coupling, plant } = parts;
  const market = energyMarketOf(parts);
  const { resources, localFee } = market;
  const problems = households.map((household) => householdProblem(household, market));
  const participants = households.map((household, j): Participant => ({
    id: household.id,
    role: household.unit ?? 'agent',
    problem: problems[j]!.problem,
    assets: householdAssets(household),
    columns: columnLabels(household, problems[j]!.columns, market, problems[j]!.problem.cost.length),
    endowment: endowment(household, parts, resources),
    cash: parts.householdCash,
  }));
  const gridSide = grid && gridParticipant(market, grid.tariff, grid.power, gridCash(parts));
  const dealerEndowment = new Float64Array(resources.list.length);
  for (const t of tradedEnergy(resources)) dealerEndowment[resources.energy[t]!] = plant[t]!;
  return {
    instance: {
      id: parts.id,
      resources: resources.list,
      participants: gridSide ? [...participants, gridSide.participant] : participants,
      dealer: { endowment: dealerEndowment, cash: parts.dealerCash },
      initialPrices: initialPrices(market, households),
      ...(resources.exact > 0 && { exact: resources.exact }),
    },
    community: {
      market,
      households,
      columns: problems.map(({ columns }) => columns),
      ...(gridSide && { gridColumns: gridSide.columns }),
      plant,
      ...(coupling && { coupling }),
      ...(parts.carbon && { carbon: parts.carbon }),
      billing: parts.billing ?? { lines: plainLines(grid?.tariff, localFee), standing: [] },
    },
  };
}

/** What all households of a community share. */
export function energyMarketOf(parts: CommunityParts): EnergyMarket {
  const { clock, households, grid, coupling, outage, localFee, valueOfLostLoad } = parts;
  const limited = {
    import: grid !== undefined && coupling?.importPower !== undefined,
    export: grid !== undefined && coupling?.exportPower !== undefined,
  };
  const tariffs = grid ? [grid.tariff, ...households.flatMap(({ tariff }) => tariff ?? [])] : [];
  const chargeOnly = chargeOnlyPeriods(tariffs, parts.mustGenerate ?? false);
  const exact = mayFallBelowZero(tariffs, parts.mustGenerate ?? false);
  const resources = marketResources(tradedPeriods(parts), limited, { outage, exact });
  return {
    clock,
    localFee,
    resources,
    ...(grid && { tariff: grid.tariff }),
    ...(outage && { outage }),
    ...(chargeOnly && { chargeOnly }),
    ...(parts.mustGenerate && { mustGenerate: true }),
    ...(parts.peakCharges && { peakCharges: parts.peakCharges }),
    ...(valueOfLostLoad !== undefined && { valueOfLostLoad }),
  };
}

/** With a grid every period; on an island those in which somebody generates or can discharge a battery or a car. */
function tradedPeriods({ clock, grid, outage, households, plant, ...parts }: CommunityParts): boolean[] {
  const { tradedPeriods: open = clock.periods } = parts;
  const stored = households.some(
    ({ batteries, flexible }) =>
      batteries.some(({ capacity, dischargePower }) => capacity > 0 && dischargePower > 0) ||
      flexible.some(({ store }) => store),
  );
  const supplied = (t: number): boolean =>
    plant[t]! > 0 || households.some((h) => h.generation[t]! > 0 || (h.generator?.most[t] ?? 0) > 0);
  const connected = (t: number): boolean => grid !== undefined && !outage?.[t];
  return Array.from({ length: clock.periods }, (_, t) => t < open && (connected(t) || stored || supplied(t)));
}

function endowment(
  { generation, contracted, unit }: Household,
  { clock, households, coupling }: CommunityParts,
  { list, energy, importCapacity, exportCapacity }: MarketResources,
): Float64Array {
  const homes = households.filter((household) => !household.unit).length;
  const share = (power = 0): number => (unit ? 0 : Math.floor((power * clock.stepHours * 1e6) / homes) / 1e6);
  const held = new Float64Array(list.length);
  for (let t = 0; t < clock.periods; t++) {
    if (energy[t]! >= 0) held[energy[t]!] = generation[t]! + (contracted?.[t] ?? 0);
    if (importCapacity[t]! >= 0) held[importCapacity[t]!] = share(coupling?.importPower);
    if (exportCapacity[t]! >= 0) held[exportCapacity[t]!] = share(coupling?.exportPower);
  }
  return held;
}

/** Middle of the band prices must end in; rights to the coupling start at 0. */
function initialPrices(market: EnergyMarket, households: readonly Household[]): Float64Array {
  const { resources } = market;
  const prices = new Float64Array(resources.list.length);
  const worth = worthOfLostLoad(market, households);
  for (const t of tradedEnergy(resources)) prices[resources.energy[t]!] = openingPrice(market, worth, t);
  return prices;
}

/** EUR/kWh at which energy of period t opens; `worth`: the most that lost load is worth. */
export function openingPrice(
  market: Pick<EnergyMarket, 'tariff' | 'outage' | 'localFee'>,
  worth: number,
  t: number,
): number {
  const { tariff } = market;
  return isConnected(market, t) ? (tariff!.feedIn[t]! + askingPrice(market, tariff!, t)) / 2 : worth / 2;
}

/** The most that a kWh of lost load is worth to some household, EUR. */
export function worthOfLostLoad(
  { valueOfLostLoad = 0 }: Pick<EnergyMarket, 'valueOfLostLoad'>,
  households: readonly Pick<Household, 'valueOfLostLoad'>[],
): number {
  return households.reduce((most, home) => Math.max(most, home.valueOfLostLoad ?? valueOfLostLoad), 0);
}

/** Enough for the grid to pay for all that it may ever take, or have taken off its hands, several times over. */
function gridCash({ grid, clock }: CommunityParts): number {
  const prices = grid ? [...grid.tariff.retail, ...grid.tariff.feedIn] : [];
  const dearest = prices.reduce((most, price) => Math.max(most, Math.abs(price)), 0);
  return Math.ceil(1000 + 4 * dearest * (grid?.power ?? 0) * clock.stepHours * clock.periods);
}
