import { InputError } from '../input-error.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { MarketError } from '#market/errors.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { Execution } from '#market/match/report.js';
import { lineUp } from '../play/named-line-up.js';
import { auctionOutcome } from './auction-outcome.js';
import { bundleOutcome } from './bundle-outcome.js';
import { clockOutcome } from './clock-outcome.js';
import { communityDay } from './community-day.js';
import { gridOnlyOutcome, midMarketOutcome } from './fixed-schedules.js';
import { auctionRules, type AuctionName } from './mechanism-names.js';
import type { MechanismOutcome, NotApplicable } from './outcome.js';
import { optimumOutcome, vcgOutcome } from './planned-outcomes.js';

export interface ComparisonRequest {
  /** a community by name or path */
  readonly scenario: string;
  /** what each block is drawn from; all mechanisms have the same */
  readonly seeds: readonly string[];
  /** who trades bundles, and behind which desk */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly execution: Execution;
  readonly onSeed?: (done: number) => void;
}

/** One block under all mechanisms, in the order of their names. */
export interface ComparedBlock {
  readonly seed: string;
  /** Z0 and Z*, EUR */
  readonly gridOnly: number;
  readonly optimum: number;
  /** by name, in the order of what is told per household */
  readonly households: readonly string[];
  /** z_j alone with the grid, EUR */
  readonly costsAlone: readonly number[];
  readonly outcomes: readonly (MechanismOutcome | NotApplicable)[];
}

/** EUR; what rounding may leave between a gain and its parts */
const TOLERANCE = 1e-6;

/** Brings the same days before every mechanism. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function compareMechanisms(request: ComparisonRequest): Promise<readonly ComparedBlock[]> {
  const { scenario: file, seeds, agents, dealer, execution, onSeed } = request;
  const scenario = await loadScenario(file);
  if (scenario.rolls)
    throw new InputError(`${file}: forecast, days: mechanisms are compared on single days that are foreseen`);
  const solver = await createHighsSolver();
  const plugins = await lineUp(execution, agents, dealer, solver);
  try {
    const blocks: ComparedBlock[] = [];
    for (const seed of seeds) {
      const day = communityDay(scenario.draw(seed), solver, file);
      const optimum = optimumOutcome(day, solver);
      const outcomes = [
        gridOnlyOutcome(day),
        midMarketOutcome(day),
        ...(Object.keys(auctionRules) as AuctionName[]).map((name) => auctionOutcome(day, name)),
        clockOutcome(day, solver),
        await bundleOutcome(day, { seed, lineUp: plugins, solver }),
        vcgOutcome(day, optimum, solver),
        optimum,
      ];
      outcomes.forEach(checkConserved);
      const households = day.community.households.map(({ id }) => id);
      blocks.push({
        ...{ seed, gridOnly: day.baseline, optimum: optimum.cost, outcomes },
        ...{ households, costsAlone: day.costs.slice(0, households.length) },
      });
      onSeed?.(blocks.length);
    }
    return blocks;
  } finally {
    await plugins.close();
  }
}

function checkConserved(outcome: MechanismOutcome | NotApplicable): void {
  if (!('gain' in outcome) || !outcome.gain) return;
  const { mechanism, gain, savings } = outcome;
  const parts = gain.households + gain.dealer + gain.grid + gain.operator;
  const saved = savings!.reduce((sum, saving) => sum + saving, 0);
  const room = TOLERANCE * Math.max(1, Math.abs(outcome.cost));
  if (Math.abs(parts - gain.total) > room || Math.abs(saved - gain.households) > room)
    throw new MarketError(
      'conservation-broken',
      `${mechanism}: the parts of its gain add up to ${parts}, the gain is ${gain.total}`,
    );
}
