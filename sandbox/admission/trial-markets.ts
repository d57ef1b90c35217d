import { communityMarket } from '#market/energy/community.js';
import { defaultRules, type MarketInstance, type MarketRules } from '#market/instance.js';
import type { MatchSetting } from '#market/match/match-setting.js';
import { seededRng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';

/** A market in which plugins are tried out before they are admitted. */
export interface TrialMarket extends Pick<MatchSetting, 'instance' | 'fees' | 'tariff' | 'day'> {
  readonly rules: MarketRules;
}

/** One failure already decides: no seat is asked again after it. */
const rules: MarketRules = { ...defaultRules, roundCap: 40, errorBudget: 1 };
/** Of a trial in a market that is not ours. */
export const MOST_ROUNDS = 12;

/** A market as leagues play it, as a trial: a few rounds of it, in which one failure decides. */
export function trialIn(market: TrialMarket): TrialMarket {
  const { instance, fees, tariff, day } = market;
  const roundCap = Math.min(market.rules.roundCap, MOST_ROUNDS);
  return {
    instance,
    rules: { ...market.rules, roundCap, errorBudget: 1 },
    ...(fees && { fees }),
    ...(tariff && { tariff }),
    ...(day && { day }),
  };
}

/**
 * One abstract market with prices from 0 and one energy community with a grid, small and always the
 * same; and a few rounds among a crowd, whose size the plugin's hash draws: not every trial is small,
 * and no size is known to be a trial's.
 */
export function trialMarkets(sha256: string): readonly TrialMarket[] {
  return [
    { instance: abstractMarket('trial-random', 4, 3, 'admission'), rules },
    { instance: energyCommunity().instance, rules },
    crowd(sha256),
  ];
}

/** As many resources as a day has quarters of an hour. Nothing is played here: its views are shown in probes. */
export function wideMarket(): TrialMarket {
  return { instance: abstractMarket('trial-wide', 40, 96, 'admission'), rules };
}

const CROWD_ROUNDS = 3;

/** 20 to 24 agents, 4 to 8 resources. */
function crowd(sha256: string): TrialMarket {
  const rng = seededRng(`admission/${sha256}`);
  const agents = 20 + Math.floor(rng.next() * 5);
  const resources = 4 + Math.floor(rng.next() * 5);
  const instance = abstractMarket('trial-crowd', agents, resources, `admission/${sha256}`);
  return { instance, rules: { ...rules, roundCap: CROWD_ROUNDS } };
}

function abstractMarket(id: string, agents: number, resources: number, seed: string): MarketInstance {
  return randomMarket(
    id,
    {
      agents,
      resources,
      rows: 2,
      columns: 4,
      coefficients: [-1, 5],
      endowments: 'spread',
      integer: false,
      cash: 1000,
    },
    seededRng(seed),
  );
}

/** A summer day in steps of three hours: two households with photovoltaics, one of them with a battery. */
export function energyCommunity(): ReturnType<typeof communityMarket> {
  const sun = [0, 0, 1.5, 5, 6, 3, 0.5, 0];
  const evening = [0.6, 0.4, 0.9, 1.1, 1.2, 1.6, 2.4, 1.3];
  const daytime = [0.5, 0.4, 1.2, 2.1, 2.4, 1.8, 1.0, 0.7];
  const house = (id: string, load: readonly number[], panels: number) => ({
    id,
    load: Float64Array.from(load),
    generation: Float64Array.from(sun, (energy) => Math.round(energy * panels * 1e6) / 1e6),
    flexible: [],
    batteries: [],
    connectionPower: 15,
  });
  const flat = (value: number): Float64Array => new Float64Array(sun.length).fill(value);
  return communityMarket({
    id: 'trial-community',
    clock: { start: Date.UTC(2025, 5, 21) / 1000, stepHours: 3, periods: sun.length },
    households: [
      house('roof', evening, 1),
      {
        ...house('roof-and-battery', evening, 1.2),
        batteries: [
          {
            capacity: 6,
            chargePower: 3,
            dischargePower: 3,
            efficiency: 0.9,
            initialEnergy: 1,
            wear: 0.01,
          },
        ],
      },
      house('office', daytime, 0),
      house('flat', evening, 0),
    ],
    grid: { tariff: { retail: flat(0.35), feedIn: flat(0.08) }, power: 60 },
    localFee: flat(0.02),
    plant: flat(0),
    householdCash: 200,
    dealerCash: 200,
  });
}
