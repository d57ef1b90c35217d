import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { gasRules } from '#leagues/scenario-files/conduct/gas-rules.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import {
  defaultRules,
  type AsynchronousRules,
  type MarketInstance,
  type MarketRules,
} from '#market/instance.js';
import { seededRng, type Rng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { oneOf, whole } from '../draw.js';

/** Which market is played, and how. */
export interface MarketCase {
  readonly seed: string;
  /** a shipped scenario, one of `communities/`, or the size of a random one */
  readonly market:
    | { readonly scenario: string }
    | { readonly community: string }
    | {
        readonly agents: number;
        readonly resources: number;
        readonly integer: boolean;
        readonly endowments: 'spread' | 'dealer';
        readonly cash: number;
      };
  readonly rules: Pick<MarketRules, 'book' | 'participation' | 'roundCap'>;
  /** how agents wake; absent: by `participation` */
  readonly asynchronous?: Omit<AsynchronousRules, 'agents'> & { readonly first?: number };
  /** where it is played on a chain, orders are committed before they are shown */
  readonly sealed?: boolean;
  /** also played on the embedded chain, which must see the same */
  readonly onChain: boolean;
  /** and on one that is run by anvil */
  readonly onAnvil?: boolean;
  /** and twice at once, on chains side by side */
  readonly sideBySide?: boolean;
  /** money everybody has for gas on a chain where it has a price and blocks are small (`dearChain`); absent: gas is free */
  readonly purse?: number;
}

/** Where a case with a purse is played; the smallest blocks there can be. */
export const dearChain = { blockTime: 1, gasPrice: 30_000_000_000n, blockGasLimit: 4_500_000 };

export interface CaseMarket {
  readonly instance: MarketInstance;
  readonly rules: MarketRules;
  readonly fees?: Float64Array;
  readonly tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
}

export function marketCase(rng: Rng): MarketCase {
  const kind = rng.next();
  const [least, most] = kind < 0.1 ? [3, 5] : kind < 0.16 ? [3, 4] : [3, 9];
  const onChain = rng.next() < 0.35;
  const sealed = onChain && rng.next() < 0.4;
  return {
    seed: String(whole(rng, 1, 1e6)),
    market:
      kind < 0.1
        ? shippedMarket(rng)
        : kind < 0.16
          ? bigMarket(rng)
          : kind < 0.4
            ? community(rng)
            : smallMarket(rng),
    rules: {
      book: oneOf(rng, ['keep', 'rebase'] as const),
      participation: oneOf(rng, [1, 1, 0.5]),
      roundCap: whole(rng, least, most),
    },
    onChain,
    ...(onChain && rng.next() < 0.6 && { onAnvil: true }),
    ...(onChain && rng.next() < 0.2 && { sideBySide: true }),
    ...(rng.next() < 0.35 && { asynchronous: waking(rng) }),
    ...(sealed && { sealed }),
    // An honest seat's orders of all rounds, and sealing them, must be paid for.
    ...(kind > 0.85 && { purse: oneOf(rng, [0.13, 0.15, 0.2, 1]) + (sealed ? 0.2 : 0) }),
  };
}

/** By probability or Poisson, at rates and windows at the edges of what a scenario may state. */
function waking(rng: Rng): NonNullable<MarketCase['asynchronous']> {
  const information = oneOf(rng, ['symmetric', 'asymmetric'] as const);
  if (rng.next() < 0.4)
    return {
      information,
      window: oneOf(rng, [0, 1]),
      ...(rng.next() < 0.5 && { first: oneOf(rng, [1e-6, 0.2, 1]) }),
    };
  const rate = oneOf(rng, [1e-6, 0.2, 1, 30, 1e6]);
  const window = oneOf(rng, [0, 1e-6, 0.5, 1, 1e6]);
  return { information, rate, window, ...(rng.next() < 0.5 && { first: oneOf(rng, [1e-6, 1, 1e6]) }) };
}

function shippedMarket(rng: Rng): MarketCase['market'] {
  return { scenario: oneOf(rng, ['blems-example', 'demo-street', 'random-small']) };
}

/** What shipped scenarios have none of: energy that cannot be thrown away, rights to a connection, outages, an island. */
const communities = ['exact', 'exact-path', 'no-curtailment', 'rights', 'island', 'feed-in-above-retail'];

function community(rng: Rng): MarketCase['market'] {
  return { community: oneOf(rng, communities) };
}

function smallMarket(rng: Rng): MarketCase['market'] {
  return {
    agents: whole(rng, 1, 5),
    resources: whole(rng, 1, 4),
    integer: rng.next() < 0.4,
    endowments: oneOf(rng, ['spread', 'dealer'] as const),
    cash: oneOf(rng, [0, 1e-6, 1, 1000, 1000, 1e6, 1e9]),
  };
}

/** Many seats or many resources: what a flood of orders makes heavy. */
function bigMarket(rng: Rng): MarketCase['market'] {
  const resources = oneOf(rng, [8, 24, 60, 200]);
  const agents = whole(rng, 3, Math.min(24, Math.floor(600 / resources)));
  return { agents, resources, integer: false, endowments: 'spread', cash: oneOf(rng, [1000, 1e6]) };
}

/** Nobody is benched: every turn counts. */
const errorBudget = 1_000;

export async function drawCase(attack: MarketCase): Promise<CaseMarket> {
  const drawn = await drawMarket(attack);
  if (!attack.asynchronous) return drawn;
  const { first, ...waking } = attack.asynchronous;
  const agent = drawn.instance.participants.find(({ role }) => role === 'agent');
  const agents = first !== undefined && agent ? { [agent.id]: first } : {};
  return { ...drawn, rules: { ...drawn.rules, asynchronous: { ...waking, agents } } };
}

async function drawMarket({ market, seed, rules: stated, purse, sealed }: MarketCase): Promise<CaseMarket> {
  const gas = purse === undefined ? undefined : gasRules(dearChain, { purse, sealed: sealed ?? false });
  const rules = { ...stated, ...(gas && { gas }) };
  if ('scenario' in market || 'community' in market) {
    const file =
      'scenario' in market
        ? market.scenario
        : resolve(projectRoot, `fuzz/market-play/communities/${market.community}.yaml`);
    const drawn = (await loadScenario(file)).draw(seed);
    const { instance, fees, tariff } = drawn;
    return {
      instance,
      rules: { ...drawn.rules, ...rules, errorBudget },
      fees,
      ...(tariff ? { tariff } : {}),
    };
  }
  const settings = { rows: 2, columns: 4, coefficients: [-1, 5] as const, ...market };
  const instance = randomMarket(`fuzz-${seed}`, settings, seededRng(seed));
  return { instance, rules: { ...defaultRules, ...rules, errorBudget } };
}
