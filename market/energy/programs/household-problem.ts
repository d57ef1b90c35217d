import type { AgentProblem } from '../../instance.js';
import { AgentProgram, type Term, type VariableFamily } from './agent-program.js';
import { type EnergyMarket, tariffOf, tradedEnergy } from '../prices/energy-market.js';
import { type BatteryColumns, batteryColumns } from './battery-columns.js';
import { type FlexibleColumns, flexibleColumns } from './flexible-columns.js';
import { type HeatColumns, heatColumns } from './heat-columns.js';
import type { Household } from './household.js';
import { consumptionLimit, ownLimits, type OwnLimits } from './own-limits.js';
import { storageTurns } from '../prices/price-below-zero.js';

/**
 * Where a household's decisions stand in its plan x. Families have one variable per period, kWh
 * each, unless said otherwise; what a household does not have is absent.
 */
export interface HouseholdColumns {
  /** own plus bought minus sold local energy; per traded period, in order */
  readonly local: VariableFamily;
  /** bought locally, net; only periods with a fee */
  readonly bought: VariableFamily;
  readonly import?: VariableFamily;
  readonly export?: VariableFamily;
  /** highest metered import, kW; one per charge on it */
  readonly peak?: VariableFamily;
  readonly curtailed?: VariableFamily;
  /** of cars that also give see `FlexibleColumns` */
  readonly unserved?: VariableFamily;
  readonly batteries: readonly BatteryColumns[];
  /** per flexible load and demand */
  readonly flexible: readonly (readonly FlexibleColumns[])[];
  readonly heat?: HeatColumns;
  readonly generated?: VariableFamily;
  /** fixed: how often it starts */
  readonly starts?: VariableFamily;
}

export interface HouseholdProblem {
  readonly problem: AgentProblem;
  readonly columns: HouseholdColumns;
}

/**
 * A household's linear problem ([BLEMS] section 9.1 over several periods). Its endowment of local
 * energy is its generation pv_t, so what it trades in period t is local_t - pv_t. Per period t of
 * h hours, all in kWh:
 *
 *     local_t <= c_t (= c_t where prices may fall below zero)            shared
 *     local_t - bought_t <= pv_t,  bought_t >= 0                         fee on the net position
 *     load_t + flexible_t + charge_t + export_t + curtailed_t
 *         = local_t + import_t + discharge_t + generated_t + unserved_t  balance
 *     -L h <= import_t - export_t + local_t - pv_t <= L h                connection of L kW
 *     (import_t - export_t + local_t - pv_t) / h <= peak                  charges on the peak, where they apply
 *     unserved_t <= load_t + flexible_t + heat_t                         who pays for lost load
 *     stored_t = stored_(t-1) + eta charge_t - discharge_t / eta         battery (battery-columns.ts)
 *     sum of a flexible load over its window = its energy                windows (flexible-columns.ts)
 *     least_t <= generated_t <= most_t                                   a plant that burns fuel
 *     rooms within their comfort band                                    heat pump (heat-columns.ts)
 *     import_t - export_t <= c_t (import), the reverse <= c_t (export)   shared, where capacity is traded
 *
 *     min  retail'import - feedIn'export + fee'bought + wear'discharge + lostLoad'unserved + charge peak
 *          + fuel'generated + startCost'starts
 *
 * All columns are bounded, so the household never has an unlimited bundle. local_t lies between
 * pv_t less what it can give (pv_t and its battery's power) and pv_t plus what it can use: households
 * are no resellers of grid energy. Without these bounds their best bundles are huge arbitrage trades
 * that only cancel out, and the market takes several times as many rounds (`own-limits.ts`).
 */
export function householdProblem(household: Household, market: EnergyMarket): HouseholdProblem {
  const program = new AgentProgram(market.resources.list.length, market.resources.exact);
  const balance: Term[][] = Array.from(household.load, () => []);
  const limits = ownLimits(household, market);
  const { local, bought } = localMarket(program, household, market, limits, balance);
  const grid = gridConnection(program, household, market, { limits, local }, balance);
  const fedIn = household.feedsIn === false ? new Float64Array(limits.export.length) : limits.export;
  const turns = storageTurns(market.chargeOnly, fedIn);
  const lostLoad = household.valueOfLostLoad ?? market.valueOfLostLoad;
  const columns: HouseholdColumns = {
    local,
    bought,
    ...grid,
    ...optional('curtailed', curtailment(program, household, market, balance)),
    ...optional('unserved', unservedLoad(program, household, market, lostLoad, balance)),
    batteries: household.batteries.map((battery) =>
      batteryColumns(program, battery, turns, market.clock.stepHours, balance),
    ),
    flexible: household.flexible.map((load) => flexibleColumns(program, load, turns, lostLoad, balance)),
    ...generatorColumns(program, household, balance),
    ...(household.heatPump && {
      heat: heatColumns(program, household.heatPump, market.clock.stepHours, balance),
    }),
  };
  boundUnserved(program, household, columns);
  // What is generated where nothing is traded is no endowment, so that it counts here.
  balance.forEach((terms, t) => {
    const net = household.load[t]! - (market.resources.energy[t]! >= 0 ? 0 : household.generation[t]!);
    program.row(net, net, terms);
  });
  return { problem: program.build(), columns };
}

function optional<K extends string>(
  key: K,
  family: VariableFamily | undefined,
): Partial<Record<K, VariableFamily>> {
  return family ? ({ [key]: family } as Record<K, VariableFamily>) : {};
}

/** Periods in which local purchases bear a fee, in order. */
export function feePeriods(market: EnergyMarket): number[] {
  return tradedEnergy(market.resources).filter((t) => market.localFee[t]! > 0);
}

function localMarket(
  program: AgentProgram,
  household: Household,
  market: EnergyMarket,
  { use, release }: OwnLimits,
  balance: Term[][],
): { local: VariableFamily; bought: VariableFamily } {
  const { generation } = household;
  const periods = tradedEnergy(market.resources);
  const local = program.variables(periods.length, {
    lower: (i) => generation[periods[i]!]! - release[periods[i]!]!,
    upper: (i) => generation[periods[i]!]! + use[periods[i]!]!,
  });
  periods.forEach((t, i) => {
    program.draw(market.resources.energy[t]!, [[local.first + i, 1]]);
    balance[t]!.push([local.first + i, 1]);
  });
  const charged = feePeriods(market);
  const bought = program.variables(charged.length, {
    upper: (i) => use[charged[i]!]!,
    cost: (i) => market.localFee[charged[i]!]!,
  });
  charged.forEach((t, i) =>
    program.row(-Infinity, generation[t]!, [
      [local.first + periods.indexOf(t), 1],
      [bought.first + i, -1],
    ]),
  );
  return { local, bought };
}

function gridConnection(
  program: AgentProgram,
  household: Household,
  market: EnergyMarket,
  { limits, local }: { readonly limits: OwnLimits; readonly local: VariableFamily },
  balance: Term[][],
): { import?: VariableFamily; export?: VariableFamily; peak?: VariableFamily } {
  const { generation, connectionPower, load } = household;
  const { clock, resources } = market;
  const tariff = tariffOf(household, market);
  if (!tariff) return {};
  const most = connectionPower * clock.stepHours;
  const drawn = program.variables(load.length, {
    upper: (t) => limits.import[t]!,
    cost: (t) => tariff.retail[t]!,
  });
  const fed = program.variables(load.length, {
    upper: (t) => limits.export[t]!,
    cost: (t) => -tariff.feedIn[t]!,
  });
  const { peakCharges = [] } = market;
  const peaks = program.variables(peakCharges.length, {
    upper: connectionPower,
    cost: (i) => peakCharges[i]!.perKilowatt,
  });
  let traded = 0;
  for (let t = 0; t < load.length; t++) {
    const [importing, exporting] = [drawn.first + t, fed.first + t];
    balance[t]!.push([importing, 1], [exporting, -1]);
    const isTraded = resources.energy[t]! >= 0;
    const position: Term[] = isTraded ? [[local.first + traded++, 1]] : [];
    const flow: Term[] = [[importing, 1], [exporting, -1], ...position];
    const own = isTraded ? generation[t]! : 0;
    program.row(own - most, own + most, flow);
    peakCharges.forEach(({ applies }, i) => {
      if (applies[t]) program.row(-Infinity, own, [...flow, [peaks.first + i, -clock.stepHours]]);
    });
    for (const [capacity, sign] of [
      [resources.importCapacity[t]!, 1],
      [resources.exportCapacity[t]!, -1],
    ] as const)
      if (capacity >= 0)
        program.draw(capacity, [
          [importing, sign],
          [exporting, -sign],
        ]);
  }
  return { import: drawn, export: fed, ...(peaks.count > 0 && { peak: peaks }) };
}

function curtailment(
  program: AgentProgram,
  { generation }: Household,
  { mustGenerate = false }: EnergyMarket,
  balance: Term[][],
): VariableFamily | undefined {
  if (mustGenerate || !generation.some((energy) => energy > 0)) return undefined;
  const curtailed = program.variables(generation.length, { upper: (t) => generation[t]! });
  balance.forEach((terms, t) => terms.push([curtailed.first + t, -1]));
  return curtailed;
}

function generatorColumns(
  program: AgentProgram,
  { generator }: Household,
  balance: Term[][],
): { generated?: VariableFamily; starts?: VariableFamily } {
  if (!generator) return {};
  const { least, most, fuel, starts, startCost } = generator;
  const generated = program.variables(least.length, {
    lower: (t) => least[t]!,
    upper: (t) => most[t]!,
    cost: fuel,
  });
  balance.forEach((terms, t) => terms.push([generated.first + t, 1]));
  if (startCost === 0) return { generated };
  const started = program.variables(starts.length, {
    lower: (t) => starts[t]!,
    upper: (t) => starts[t]!,
    cost: startCost,
  });
  return { generated, starts: started };
}

function unservedLoad(
  program: AgentProgram,
  household: Household,
  market: EnergyMarket,
  cost: number | undefined,
  balance: Term[][],
): VariableFamily | undefined {
  if (cost === undefined) return undefined;
  const flexible = household.flexible.filter(({ store }) => !store);
  const most = consumptionLimit({ ...household, flexible }, market.clock.stepHours);
  const unserved = program.variables(household.load.length, { upper: (t) => most[t]!, cost });
  balance.forEach((terms, t) => terms.push([unserved.first + t, 1]));
  return unserved;
}

/**
 * Nobody can go without more than it asks for: what a load could use and does not would else be energy out of nothing.
 * Of cars that also give see `flexibleColumns`.
 */
function boundUnserved(
  program: AgentProgram,
  { load, flexible }: Household,
  { unserved, flexible: families, heat }: HouseholdColumns,
): void {
  if (!unserved) return;
  const asked: Term[][] = Array.from(load, (_, t) => (heat ? [[heat.used.first + t, -1]] : []));
  flexible.forEach(({ demands, store }, f) => {
    for (const [d, { window }] of store ? [] : demands.entries())
      window.hours.forEach((_, i) =>
        asked[window.firstPeriod + i]!.push([families[f]![d]!.used.first + i, -1]),
      );
  });
  asked.forEach((terms, t) => {
    if (terms.length > 0) program.row(-Infinity, load[t]!, [[unserved.first + t, 1], ...terms]);
  });
}
