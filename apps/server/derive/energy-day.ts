import { cacheLimits } from '#api/limits/cache-limits.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { packageOfRun } from '#database/stored/stored-packages.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { ValueModel } from '#market/agent/value-model.js';
import { firstState } from '#market/energy/days/household-state.js';
import { windowsOf } from '#market/energy/days/rolling-days.js';
import { householdFlows } from '#market/energy/flows/household-flows.js';
import { clockTimeOf } from '#market/energy/period-clock.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { MarketView } from '#market/match/report/markets-of-match.js';
import type { MatchReport, RoundRecord } from '#market/match/report/report.js';
import { openDay } from '#matches/days/plan-day.js';
import type { EnergyDay, HomeFlows } from '../../web/pages/energy-flows.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { withheldWords } from './secret-scenarios.js';
import { threadDatabase } from './thread-database.js';

const opened = new BoundedCache<Scenario>(cacheLimits.markets);
const drawn = new BoundedCache<DrawnMarket>(cacheLimits.markets);

/** The market of a match, where everybody may know what was drawn for it, and it is a community's; else null. */
export async function knownMarket(id: string, run: string, scenario: string): Promise<DrawnMarket | null> {
  const read = await threadDatabase();
  if ((await withheldWords(read, run, scenario, null)) !== null) return null;
  const select = { id: true, packages: true } as const;
  const found = await read.findOneOrFail(RunEntity, { select, where: { id: run } });
  const match = await read.findOneByOrFail(MatchEntity, { id });
  const own = await opened.get(JSON.stringify([run, scenario]), async () =>
    openPackage(await packageOfRun(read, found, scenario)),
  );
  if (own.kind !== 'community') return null;
  // Matches of a block have one market.
  return drawn.get(JSON.stringify([run, scenario, match.seed]), () => Promise.resolve(own.draw(match.seed)));
}

/** A market of a match, and the rounds it took. */
export interface ShownMarket {
  readonly report: Pick<MatchReport, 'days'>;
  readonly market: Pick<MarketView, 'day' | 'period'>;
  readonly rounds: readonly RoundRecord[];
}

/** Of a match over days: as it opened, its homes in the states that the market before left. */
function marketShown(
  whole: DrawnMarket,
  { days }: ShownMarket['report'],
  { day, period }: ShownMarket['market'],
): Pick<DrawnMarket, 'instance' | 'community'> {
  const { rolling } = whole;
  if (!rolling || !days) return whole;
  const window = windowsOf(rolling, day - 1).find((one) => one.period === period)!;
  const before = days.perDay
    .flatMap(({ markets, day: of }) => markets.map((market) => ({ of, market })))
    .filter(({ of, market }) => of < day || (of === day && market.period < period))
    .at(-1);
  const states = before?.market.states ?? rolling.truth.households.map(firstState);
  return openDay(rolling, window, states, false);
}

/** What a match of a community is about in energy, and what the home in `seat` does with what it has after a round; null: not known. */
export async function energyDay(
  { id, run, scenario }: { readonly id: string; readonly run: string; readonly scenario: string },
  { report, market: view, rounds }: ShownMarket,
  { round, seat }: { readonly round: number; readonly seat: number | null },
): Promise<EnergyDay | null> {
  const whole = await knownMarket(id, run, scenario);
  const market = whole && marketShown(whole, report, view);
  if (!market?.community) return null;
  const { clock } = market.community.market;
  const times = Array.from({ length: clock.periods }, (_, t) => clockTimeOf(clock, t));
  return {
    ...{ times, stepHours: clock.stepHours },
    resources: market.instance.resources.map(({ period, right }) => ({
      period: period ?? 0,
      right: right ?? null,
    })),
    // What was bought before in a day that is traded anew is not followed here.
    flows: seat === null || view.period > 0 ? null : await flowsOf(market, rounds.slice(0, round), seat),
  };
}

/** Of a cheapest plan with what it holds then; null: nobody's home. */
export async function flowsOf(
  { instance, community }: Pick<DrawnMarket, 'instance' | 'community'>,
  rounds: readonly Pick<RoundRecord, 'trades'>[],
  seat: number,
): Promise<HomeFlows | null> {
  const household = community?.households[seat];
  const participant = instance.participants[seat];
  if (!community || !household || !participant) return null;
  const held = participant.endowment.slice();
  for (const { trades } of rounds)
    for (const trade of trades)
      if (trade.seat === seat) trade.delivered.forEach((amount, r) => (held[r]! += amount));
  const model = new ValueModel(await createHighsSolver(), participant.problem);
  try {
    const valued = model.valueAt(held, { isHeld: true });
    if (valued.status !== 'optimal') return null;
    const flows = householdFlows(household, community.columns[seat]!, community.market, valued.plan);
    const { consumption, generation, charge, discharge, position } = flows;
    return {
      consumption,
      generation,
      charge,
      discharge,
      position,
      import: flows.import,
      export: flows.export,
    };
  } finally {
    model.dispose();
  }
}
