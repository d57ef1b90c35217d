import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { optimumOutcome } from '../../mechanisms/planned-outcomes.js';
import { lineUp, type OwnLineUp } from '../../play/line-ups/named-line-up.js';
import { engineIdentity } from '../../play/engine-identity.js';
import { playTask } from '../../play/play-task.js';
import { dayAlone, energyAlone, noEnergy, together, tradedAtAuction, type FieldEnergy } from './field-day.js';
import { spreadDays, studyScenario, type Fields } from './study-scenario.js';

const FILE = 'mengelkamp-2018.yaml';
const YEAR = 2025;
/** EUR that a kWh bought of a neighbour costs beside its price. Retail less feed-in is 0.17. */
export const feesOfRegulations = { 'public grid': 0.18, microgrid: 0.165, favourable: 0 } as const;
export type StudiedRegulation = keyof typeof feesOfRegulations;
/** What a home's washing and dishes take a day, kWh, at any time between these hours. */
export const shifted = { energy: 1.2, power: 2, from: '07:00', to: '22:00' } as const;

/** Energy of the days played, in each of the paper's scenarios. */
export interface MengelkampStudy {
  readonly days: readonly string[];
  readonly base: FieldEnergy;
  /** a merit-order auction of every quarter-hour, on the schedules of the base case */
  readonly trading: Readonly<Record<StudiedRegulation, FieldEnergy>>;
  /** homes shift their appliances for themselves */
  readonly responseAlone: FieldEnergy;
  /** homes plan their day anew before each auction, under favourable regulation */
  readonly tradingWithResponse: FieldEnergy;
  /** share of consumption that the netted community could cover: without and with appliances that one planner shifts */
  readonly bound: { readonly fixed: number; readonly shifted: number };
}

/** `days`: so many of a year, as far apart as can be. */
export async function mengelkampStudy(
  days: number,
  onDay?: (done: number) => void,
): Promise<MengelkampStudy> {
  const solver = await createHighsSolver();
  const scenarios = await scenariosOf();
  const planners = await lineUp('in-process', ['planner'], 'passive', solver, { seated: 'bidder' });
  const dates = spreadDays(YEAR, days);
  try {
    const sums = {
      ...{ base: noEnergy, responseAlone: noEnergy, tradingWithResponse: noEnergy },
      trading: { 'public grid': noEnergy, microgrid: noEnergy, favourable: noEnergy },
      covered: { fixed: 0, shifted: 0 },
    };
    for (const [n, date] of dates.entries()) {
      const seed = `1@${date}`;
      const base = dayAlone(scenarios.fixed.draw(seed), solver);
      const energy = energyAlone(base);
      sums.base = together(sums.base, energy);
      for (const regulation of Object.keys(feesOfRegulations) as StudiedRegulation[]) {
        // What homes do alone is the same whatever a neighbour's energy costs.
        const { community } = scenarios.regulated[regulation].draw(seed);
        const traded = tradedAtAuction({ ...base, community: community! });
        sums.trading[regulation] = together(sums.trading[regulation], { ...energy, traded });
      }
      const shifting = dayAlone(scenarios.shifted.draw(seed), solver);
      const shiftedAlone = energyAlone(shifting);
      sums.responseAlone = together(sums.responseAlone, shiftedAlone);
      const played = await planned(scenarios.planned.draw(seed), seed, { planners, solver });
      sums.tradingWithResponse = together(sums.tradingWithResponse, {
        ...shiftedAlone,
        ...played,
      });
      const covered = (day: typeof base): number => optimumOutcome(day, solver).selfSufficiencyPercent! / 100;
      sums.covered.fixed += covered(base) * energy.consumption;
      sums.covered.shifted += covered(shifting) * shiftedAlone.consumption;
      onDay?.(n + 1);
    }
    const { base, responseAlone, covered, ...rest } = sums;
    return {
      ...{ days: dates, base, responseAlone, ...rest },
      bound: {
        fixed: covered.fixed / base.consumption,
        shifted: covered.shifted / responseAlone.consumption,
      },
    };
  } finally {
    await planners.close();
  }
}

/** The same homes in each: as they are, under each regulation, and with appliances that wait, which are left out of the load. */
async function scenariosOf(): Promise<{
  readonly fixed: Scenario;
  readonly regulated: Readonly<Record<StudiedRegulation, Scenario>>;
  readonly shifted: Scenario;
  readonly planned: Scenario;
}> {
  const regulated = (localFee: number) => studyScenario(FILE, (fields) => ({ ...fields, localFee }));
  return {
    fixed: await studyScenario(FILE),
    regulated: {
      'public grid': await regulated(feesOfRegulations['public grid']),
      microgrid: await regulated(feesOfRegulations.microgrid),
      favourable: await regulated(feesOfRegulations.favourable),
    },
    shifted: await studyScenario(FILE, withAppliances),
    planned: await studyScenario(FILE, (fields) => {
      const { settlement: _, ...auctioned } = withAppliances(fields);
      return { ...auctioned, mechanism: 'double-auction', pricing: 'midpoint' };
    }),
  };
}

function withAppliances(fields: Fields): Fields {
  const { energy } = shifted;
  return {
    ...fields,
    households: (fields.households as Fields[]).map((home) => {
      const { annualEnergy } = home.load as { annualEnergy: readonly [number, number] };
      return {
        ...home,
        load: { annualEnergy: annualEnergy.map((use) => use - 365 * energy) },
        appliances: [{ id: 'washing', ...shifted }],
      };
    }),
  };
}

/** What homes drew and traded, kWh, in a day of auctions that they plan for. */
async function planned(
  drawn: DrawnMarket,
  seed: string,
  { planners, solver }: { readonly planners: OwnLineUp; readonly solver: LpSolver },
): Promise<Pick<FieldEnergy, 'drawn' | 'fedIn' | 'traded' | 'peak'>> {
  const id = `${drawn.instance.id}/${seed}`;
  const { report } = await playTask({
    ...{ id, drawn, seed, lineUp: planners, solver, engine: await engineIdentity() },
    ledger: { chain: null, match: id, scenario: drawn.instance.id },
  });
  const { locallyTradedEnergy, communityImportShare, generation, consumption, peakImport } = report.kpis;
  const traded = locallyTradedEnergy!;
  const drawnAll = communityImportShare ? traded / communityImportShare : consumption!;
  // Without storage what is generated is used at home, sold, or fed in.
  return { drawn: drawnAll, traded, fedIn: generation! - (consumption! - drawnAll), peak: peakImport! };
}
