import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { defaultRules, type MarketInstance, type MarketRules } from '#market/instance.js';
import { seededRng, type Rng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { pick, whole } from './magnitudes.js';

/** Which market is played, and how. */
export interface MarketCase {
  readonly seed: string;
  /** a shipped scenario, or the size of a random one */
  readonly market:
    | { readonly scenario: string }
    | {
        readonly agents: number;
        readonly resources: number;
        readonly integer: boolean;
        readonly endowments: 'spread' | 'dealer';
        readonly cash: number;
      };
  readonly rules: Pick<MarketRules, 'book' | 'participation' | 'roundCap'>;
  /** also played on the embedded chain, which must see the same */
  readonly onChain: boolean;
}

export interface CaseMarket {
  readonly instance: MarketInstance;
  readonly rules: MarketRules;
  readonly fees?: Float64Array;
  readonly tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
}

export function marketCase(rng: Rng): MarketCase {
  const shipped = rng.next() < 0.1;
  return {
    seed: String(whole(rng, 1, 1e6)),
    market: shipped
      ? { scenario: pick(rng, ['blems-example', 'demo-street', 'random-small']) }
      : {
          agents: whole(rng, 1, 5),
          resources: whole(rng, 1, 4),
          integer: rng.next() < 0.4,
          endowments: pick(rng, ['spread', 'dealer'] as const),
          cash: pick(rng, [0, 1e-6, 1, 1000, 1000, 1e6, 1e9]),
        },
    rules: {
      book: pick(rng, ['keep', 'rebase'] as const),
      participation: pick(rng, [1, 1, 0.5]),
      roundCap: shipped ? 5 : whole(rng, 3, 9),
    },
    onChain: rng.next() < 0.35,
  };
}

/** Nobody is benched: every turn counts. */
const errorBudget = 1_000;

export async function drawCase({ market, seed, rules }: MarketCase): Promise<CaseMarket> {
  if ('scenario' in market) {
    const drawn = (await loadScenario(market.scenario)).draw(seed);
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
