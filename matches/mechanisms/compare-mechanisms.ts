import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { MarketError } from '#market/errors.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Execution } from '#market/match/report/report.js';
import { InputError } from '../input-error.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { isEmbedded, openChain, type LedgerChoice } from '../ledger/ledger-choice.js';
import type { LineUp } from '../play/line-ups/line-up.js';
import { lineUp } from '../play/line-ups/named-line-up.js';
import { auctionDay } from './auction-day.js';
import { auctionOutcome } from './auction-outcome.js';
import { communityDay, type CommunityDay } from './community-day.js';
import { gridOnlyOutcome, midMarketOutcome } from './fixed-schedules.js';
import { auctionPricing, withoutContract, type AuctionName } from './mechanism-names.js';
import { bundleOutcome, clockOutcome } from './match-outcome.js';
import { MeteredChain, type ChainCost, type NoChain } from './metered-chain.js';
import type { KeptOutcome, MechanismOutcome, NotApplicable } from './outcome.js';
import { optimumOutcome, vcgOutcome } from './planned-outcomes.js';

export interface MechanismsRequest {
  /** a community by name or path */
  readonly scenario: string;
  /** what each block is drawn from; all mechanisms have the same */
  readonly seeds: readonly string[];
  /** who trades bundles, and behind which desk */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly execution: Execution;
  /** where mechanisms that have a contract are played; a chain of its own, or memory */
  readonly chain: LedgerChoice;
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
  readonly outcomes: readonly (KeptOutcome | NotApplicable)[];
}

const PRICED = 'gas has a price (chain.gasPrice): compared is where it is free';
/** EUR; what rounding may leave between a gain and its parts */
const TOLERANCE = 1e-6;

/** Brings the same days before every mechanism. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function compareMechanisms(request: MechanismsRequest): Promise<readonly ComparedBlock[]> {
  return compareIn(await loadScenario(request.scenario), request);
}

/** The same in a scenario that is there already; `request.scenario` is what complaints call it. */
export async function compareIn(
  scenario: Scenario,
  request: MechanismsRequest,
): Promise<readonly ComparedBlock[]> {
  const { scenario: file, seeds, agents, dealer, execution, chain: choice, onSeed } = request;
  if (choice !== 'memory' && !isEmbedded(choice))
    throw new InputError(
      '--chain: mechanisms are compared on a chain of their own: embedded, anvil or memory',
    );
  if (scenario.rolls)
    throw new InputError(`${file}: forecast, days: mechanisms are compared on single days that are foreseen`);
  const isFree = (scenario.chain?.gasPrice ?? 0n) === 0n;
  const opened = isFree ? await openChain(choice, conditionsOf(scenario.chain)) : null;
  const solver = await createHighsSolver();
  const plugins = await lineUp(execution, agents, dealer, solver);
  try {
    const blocks: ComparedBlock[] = [];
    const chain = opened && new MeteredChain(opened.source);
    const unkept = { reason: isFree ? 'played in memory' : PRICED };
    for (const seed of seeds) {
      const day = communityDay(scenario.draw(seed), solver, file);
      const optimum = optimumOutcome(day, solver);
      const outcomes = await outcomesOf(day, optimum, { seed, solver, lineUp: plugins, chain, unkept });
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
    await opened?.source.close();
  }
}

interface Setting {
  readonly seed: string;
  readonly solver: LpSolver;
  readonly lineUp: LineUp;
  /** null: none is kept on a chain, for this reason */
  readonly chain: MeteredChain | null;
  readonly unkept: NoChain;
}

/** In the order of their names. */
async function outcomesOf(
  day: CommunityDay,
  optimum: MechanismOutcome,
  { seed, solver, lineUp, chain, unkept }: Setting,
): Promise<(KeptOutcome | NotApplicable)[]> {
  const ordered = auctionDay(day, seed);
  const auctionsKept = async (name: AuctionName): Promise<ChainCost | NoChain> => {
    if (!chain || typeof ordered === 'string') return unkept;
    // What speaks with chains takes long to load.
    const { auctionOnChain } = await import('./auction-on-chain.js');
    return auctionOnChain(ordered, name, `${day.instance.id}/${seed}`, chain);
  };
  const auctions: (KeptOutcome | NotApplicable)[] = [];
  for (const name of Object.keys(auctionPricing) as AuctionName[]) {
    const outcome = auctionOutcome(day, ordered, name);
    auctions.push(name in withoutContract ? unkeepable(outcome) : kept(outcome, await auctionsKept(name)));
  }
  const setting = { seed, lineUp, solver, chain };
  const clock = kept(await clockOutcome(day, setting), chain?.used ?? unkept);
  const bundles = kept(await bundleOutcome(day, setting), chain?.used ?? unkept);
  return [
    unkeepable(gridOnlyOutcome(day)),
    unkeepable(midMarketOutcome(day)),
    ...auctions,
    clock,
    bundles,
    unkeepable(vcgOutcome(day, optimum, solver)),
    unkeepable(optimum),
  ];
}

function kept(
  outcome: MechanismOutcome | NotApplicable,
  chain: ChainCost | NoChain,
): KeptOutcome | NotApplicable {
  return 'reason' in outcome ? outcome : { ...outcome, chain };
}

function unkeepable(outcome: MechanismOutcome | NotApplicable): KeptOutcome | NotApplicable {
  return kept(outcome, { reason: withoutContract[outcome.mechanism]! });
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
