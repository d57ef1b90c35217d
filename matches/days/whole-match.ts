import { fuelCo2 } from '#market/energy/bills/bills.js';
import { energyMarketOf } from '#market/energy/community.js';
import type { CommunityFlows } from '#market/energy/flows/community-flows.js';
import { metered } from '#market/energy/days/imbalance.js';
import type { RollingDays } from '#market/energy/days/rolling-days.js';
import { emissions } from '#market/energy/kpis/emissions.js';
import { energyKpis } from '#market/energy/kpis/energy-kpis.js';
import { billsOfFlows, type HouseholdBill } from '#market/energy/bills/household-bills.js';
import type { HouseholdFlows } from '#market/energy/flows/household-flows.js';
import { tradeKpis } from '#market/energy/kpis/kpis.js';
import { loadCurveKpis } from '#market/energy/flows/load-curve.js';
import { purchases } from '#market/energy/flows/purchases.js';
import type { DayRecord, HomeDay, PlainFlows } from './day-record.js';

/** What all days together come to. */
export interface WholeMatch {
  readonly bills: readonly HouseholdBill[];
  /** of what came true */
  readonly kpis: Readonly<Record<string, number | null>>;
  /** per household, over all periods: as planned, and as it came about */
  readonly planned: CommunityFlows;
  readonly real: CommunityFlows;
  /** per period, final, EUR/kWh */
  readonly prices: Float64Array;
  /** where the scenario says what grid energy emits */
  readonly co2?: ReturnType<typeof emissions>;
}

/** Joins the days of a match. */
export function wholeMatch({ truth, bounds }: RollingDays, records: readonly DayRecord[]): WholeMatch {
  const { households, plant } = truth;
  const market = energyMarketOf(truth);
  const joined = (of: (record: DayRecord) => readonly number[]): Float64Array =>
    Float64Array.from(records.flatMap((record) => of(record)));
  const gridImport = joined((record) => record.gridImport);
  const gridExport = joined((record) => record.gridExport);
  const community = (flowsOf: (home: HomeDay) => PlainFlows): CommunityFlows => {
    const homes = households.map((_, j) => join(records.map(({ homes: all }) => flowsOf(all[j]!))));
    const netted = gridImport.map((sold, t) =>
      homes.reduce((sum, flows) => sum + flows.import[t]! - flows.export[t]!, sold - gridExport[t]!),
    );
    return { households: homes, gridImport, gridExport, netted };
  };
  const planned = community((home) => home.planned);
  const real = community(({ planned: plan, real: done }) => (done ? asMetered(plan, done) : plan));
  const prices = joined((record) => record.prices);
  const unsold = joined((record) => record.unsoldPlant);
  const sold = plant.map((output, t) => output - unsold[t]!);
  const billing = truth.billing ?? { lines: [], standing: [] };
  const whole = { market, households, plant, billing };
  const fuel = households.map((household, j) => fuelCo2(real.households[j]!, household));
  const emitted = truth.carbon && emissions(truth.carbon, real, sold, fuel);
  const co2 = emitted?.community;
  return {
    ...{ planned, real, prices },
    ...(emitted && { co2: emitted }),
    bills: billsOfFlows(
      whole,
      planned,
      households.map((_, j) => records.reduce((sum, { homes }) => sum + BigInt(homes[j]!.payment), 0n)),
      sold,
      {
        imbalances: households.map((_, j) =>
          records.reduce((sum, { homes }) => sum + BigInt(homes[j]!.imbalancePayment), 0n),
        ),
        paydays: records.flatMap(({ day, markets }) =>
          markets.flatMap(({ period, report }) => (report.chain.fees ? [bounds[day]! + period] : [])),
        ),
      },
    ),
    kpis: {
      ...energyKpis(whole, unsold, real),
      ...tradeKpis({ prices }, planned, purchases(planned, sold)),
      ...loadCurveKpis(real.netted, truth.clock),
      ...(co2 && { co2Average: co2.average }),
      ...(co2?.marginal !== undefined && { co2Marginal: co2.marginal }),
    },
  };
}

function join(days: readonly PlainFlows[]): HouseholdFlows {
  const names = Object.keys(days[0]!) as (keyof PlainFlows)[];
  return Object.fromEntries(
    names.map((name) => [name, Float64Array.from(days.flatMap((day) => day[name]))]),
  ) as unknown as HouseholdFlows;
}

/** What flowed over its own connection is what its meter counted less what it had bought. */
function asMetered(planned: PlainFlows, real: PlainFlows): PlainFlows {
  const own = planned.position.map((bought, t) => metered(real as unknown as HouseholdFlows, t) - bought);
  return {
    ...real,
    position: planned.position,
    import: own.map((energy) => Math.max(0, energy)),
    export: own.map((energy) => Math.max(0, -energy)),
  };
}
