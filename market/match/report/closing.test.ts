import type { ClosingRule } from '../../instance.js';
import type { AgentPlugin, DealerPlugin, Order } from '#plugins/sdk/index.js';
import { aMatch, type FinishedMatch } from '../../test/a-match.js';
import { aMarketOf, aUser, workedExample } from '../../test/markets.js';
import { Closing } from './closing.js';
import { resultHash } from '../result-hash.js';

const random: ClosingRule = { kind: 'random', from: 4, hazard: 0.25 };

/** The round after which a match without trades closes; the cap if none is before. */
function lastRound(closing: ClosingRule, seed: string, roundCap = 40): number {
  const rule = new Closing({ closing, roundCap }, seed);
  for (let round = 1; round < roundCap; round++) if (rule.ends({ round, settled: false })) return round;
  return roundCap;
}

describe('a random close', () => {
  const lasts = Array.from({ length: 4000 }, (_, i) => lastRound(random, `seed ${i}`));

  it('comes after each round from the first possible one with the same probability', () => {
    expect(Math.min(...lasts)).toBe(4);
    for (let round = 4; round < 10; round++) {
      const open = lasts.filter((last) => last >= round).length;
      const share = lasts.filter((last) => last === round).length / open;
      // four standard deviations of a share of so many
      expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / open));
    }
  });

  it('is no later than the cap, and with hazard 1 certain', () => {
    const rare = { ...random, hazard: 1e-6 };
    expect(new Set(Array.from({ length: 50 }, (_, i) => lastRound(rare, `${i}`, 12)))).toEqual(new Set([12]));
    expect(lastRound({ ...random, hazard: 1 }, 'any')).toBe(4);
  });

  it('is the same for the same seed, whatever is traded', () => {
    for (const seed of ['a', 'b', 'c']) {
      const rule = new Closing({ closing: random, roundCap: 40 }, seed);
      let round = 1;
      while (!rule.ends({ round, settled: round % 2 === 0 })) round++;
      expect(round).toBe(lastRound(random, seed));
    }
  });
});

/** Nobody sells, so nothing trades; a new order in every round keeps the market from stalling. */
const lively: AgentPlugin = {
  kind: 'agent',
  name: 'lively',
  create: () => ({ bid: ({ round }) => [{ bundle: [1 + round / 1e3], limit: 1e-3 }] }),
};
const apart = aMarketOf([
  { problem: aUser(1, 6), holds: [6] },
  { problem: aUser(5, 3), holds: [0] },
]);

describe('a match under a closing rule', () => {
  const play = (closing: ClosingRule, seed: string): Promise<FinishedMatch> =>
    aMatch().on(apart).with(lively).seeded(seed).under({ closing }).over(40).rounds();

  it('ends closed after the round that was drawn, or at the cap', async () => {
    for (const seed of ['a', 'b', 'c']) {
      const { report } = await play(random, seed);
      expect(report).toMatchObject({ outcome: 'closed', rounds: lastRound(random, seed) });
      expect(report.timingDependent).toBe(false);
    }
    expect((await play({ kind: 'fixed' }, 'a')).report).toMatchObject({ outcome: 'round-cap', rounds: 40 });
    const late = { ...random, from: 40 };
    expect((await play(late, 'a')).report).toMatchObject({ outcome: 'round-cap', rounds: 40 });
  });

  it('that converges before is the match that it was', async () => {
    const converging = (closing: ClosingRule): Promise<FinishedMatch> =>
      aMatch().on(workedExample).under({ closing }).over(100).rounds();
    const { played } = await converging({ kind: 'fixed' });
    const again = await converging({ kind: 'random', from: played.rounds.length, hazard: 1 });
    expect(again.report.outcome).toBe('converged');
    expect(resultHash(again.played)).toBe(resultHash(played));
  });

  /** Sells a tenth at any price in each of these rounds. */
  const tradesIn = (rounds: readonly number[], closing: ClosingRule): Promise<FinishedMatch> => {
    const seller: AgentPlugin = {
      kind: 'agent',
      name: 'seller',
      create: () => ({
        bid: ({ round }): Order[] => (rounds.includes(round) ? [{ bundle: [-0.1], limit: -1e-6 }] : []),
      }),
    };
    return aMatch().on(apart).with(seller, lively).under({ closing }).over(40).rounds();
  };

  it('closes softly once there was no trade for as long as it says', async () => {
    for (const rounds of [[], [2, 3], [5, 6]]) {
      const { report, played } = await tradesIn(rounds, { kind: 'soft', from: 6, extend: 3 });
      const traded = played.rounds.filter(({ settled }) => settled).map(({ round }) => round);
      expect(traded.length).toBeGreaterThanOrEqual(rounds.length);
      expect(report).toMatchObject({ outcome: 'closed', rounds: Math.max(6, (traded.at(-1) ?? 0) + 3) });
    }
  });

  it('closes softly no later than at the cap, however long it trades', async () => {
    const always = Array.from({ length: 40 }, (_, i) => i + 1);
    const { report } = await tradesIn(always, { kind: 'soft', from: 6, extend: 3 });
    expect(report).toMatchObject({ outcome: 'round-cap', rounds: 40 });
  });
});

describe('a soft close', () => {
  it.each<[string, number[], { from: number; extend: number }, number]>([
    ['comes with the first possible round without trade', [], { from: 6, extend: 3 }, 6],
    ['comes so many rounds after the last trade', [2, 4, 6, 8], { from: 6, extend: 3 }, 11],
    ['does not wait for what would have come later', [2, 4, 12], { from: 6, extend: 3 }, 7],
    ['may come from the first round on', [1, 2, 4], { from: 1, extend: 2 }, 6],
    ['leaves a round to answer in after a trade in the very last', [6, 7, 8], { from: 6, extend: 1 }, 9],
  ])('%s', (_, trades, rule, last) => {
    const closing = new Closing({ closing: { kind: 'soft', ...rule }, roundCap: 40 }, 'any');
    let round = 1;
    while (!closing.ends({ round, settled: trades.includes(round) })) round++;
    expect(round).toBe(last);
  });
});

describe('which round a random close has drawn', () => {
  /** All that plugins are told in a match, by round. */
  async function told(seed: string): Promise<{ rounds: number; log: [round: number, text: string][] }> {
    const log: [number, string][] = [];
    const note = (round: number, what: object): void => void log.push([round, JSON.stringify(what)]);
    const agent: AgentPlugin = {
      kind: 'agent',
      name: 'curious',
      create: (briefing) => {
        note(0, briefing);
        return {
          bid: (view, tools) => {
            const options = tools.bestBundles(view.prices, { count: 3 });
            const worth = tools.value(view.allocation.map((held) => -held / 2));
            note(view.round, { view, options, worth });
            return lively.create(briefing).bid(view, tools);
          },
          settled: (trade, view) => note(view.round, { trade, view }),
        };
      },
    };
    const dealer: DealerPlugin = {
      kind: 'dealer',
      name: 'curious',
      create: (briefing) => {
        note(0, briefing);
        return {
          quote: (view) => {
            note(view.round, view);
            return { offer: view.inventory };
          },
          announce: (view, clearing) => {
            note(view.round, { view, clearing });
            return clearing.prices;
          },
        };
      },
    };
    const { report } = await aMatch()
      .on(apart)
      .with(agent)
      .dealtBy(dealer)
      .seeded(seed)
      .under({ closing: random })
      .over(40)
      .rounds();
    return { rounds: report.rounds, log };
  }

  it('no plugin is told: until one of two matches closes, both are alike', async () => {
    const seeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const [one, ...others] = await Promise.all(seeds.map(told));
    expect(new Set([one!, ...others].map(({ rounds }) => rounds)).size).toBeGreaterThan(2);
    for (const other of others) {
      const common = Math.min(one!.rounds, other.rounds);
      const until = ({ log }: typeof other): typeof log => log.filter(([round]) => round <= common);
      expect(until(other)).toEqual(until(one!));
    }
    expect(one!.log.filter(([round]) => round === 0)[0]![1]).toContain('"roundCap":40');
  });
});
