import { defaultRules, type AsynchronousRules, type MarketRules } from '../../instance.js';
import { seededRng } from '../../rng.js';
import { aGrid } from '../../test/markets.js';
import { aRandomMarket } from '../../test/markets.js';
import { paceOf, type Pace } from './pace.js';

const agents = 4;
const participants = [...aRandomMarket('pace', { agents }).participants, aGrid(2, 1, 5)];
const grid = agents;
const paceUnder = (rules: Partial<MarketRules>, asynchronous?: Partial<AsynchronousRules>): Pace =>
  paceOf(
    {
      ...{ ...defaultRules, ...rules },
      ...(asynchronous && {
        asynchronous: { agents: {}, window: 1, information: 'symmetric', ...asynchronous },
      }),
    },
    participants,
    seededRng('pace'),
  );
const rounds = (pace: Pace, count: number): (readonly number[])[] =>
  Array.from({ length: count }, () => pace.next());
/** Share of the rounds in which each took part. */
const shares = (woken: readonly (readonly number[])[]): number[] =>
  participants.map((_, j) => woken.filter((seats) => seats.includes(j)).length / woken.length);

it('an agent that is called like what every object has is one like the others', () => {
  const [first] = participants;
  const named = { ...first!, id: 'constructor' };
  for (const asynchronous of [
    {},
    { asynchronous: { agents: {}, window: 1, information: 'symmetric', rate: 2 } } as const,
  ]) {
    const pace = paceOf({ ...defaultRules, ...asynchronous }, [named], seededRng('pace'));
    expect([pace.patience, ...rounds(pace, 2)]).toEqual([1, [0], [0]]);
  }
});

describe('who takes part', () => {
  it('everybody where everybody speaks at once', () => {
    const pace = paceUnder({});
    expect([pace.patience, ...rounds(pace, 2)]).toEqual([1, [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]);
  });

  it('each with its probability, the grid always', () => {
    const pace = paceUnder({ participation: 0.2 }, { agents: { 'agent-2': 0.8 } });
    expect(pace.patience).toBe(3);
    const [first, second, ...others] = shares(rounds(pace, 4000));
    expect(first).toBeCloseTo(0.2, 1);
    expect(second).toBeCloseTo(0.8, 1);
    expect(others.at(-1)).toBe(1);
  });

  it('one agent at a time, as many as were drawn together', () => {
    const together = rounds(paceUnder({ participation: 0.5 }), 50);
    const alone = paceUnder({ participation: 0.5 }, { window: 0 });
    expect(alone.patience).toBe(agents);
    for (const seats of together) {
      const drawn = seats.filter((j) => j !== grid);
      const turns = rounds(alone, Math.max(1, drawn.length));
      expect(turns.every((turn) => turn.includes(grid) && turn.length <= 2)).toBe(true);
      expect(
        turns
          .flat()
          .filter((j) => j !== grid)
          .sort(),
      ).toEqual(drawn);
    }
  });

  it('in a Poisson process each as often as its rate says; a round is a window in which somebody woke', () => {
    const window = 0.5;
    const pace = paceUnder({}, { rate: 0.5, window, agents: { 'agent-1': 2 } });
    const woken = rounds(pace, 4000);
    expect(woken.every((seats) => seats.some((j) => j !== grid))).toBe(true);
    const some = 1 - Math.exp(-window * (2 + 3 * 0.5));
    const of = (rate: number): number => (1 - Math.exp(-window * rate)) / some;
    const [first, second] = shares(woken);
    expect(first).toBeCloseTo(of(2), 1);
    expect(second).toBeCloseTo(of(0.5), 1);
    expect(pace.patience).toBe(Math.ceil(1 / ((of(2) + 3 * of(0.5)) / 4)));
  });

  it('down to every wake-up: a single agent', () => {
    const pace = paceUnder({}, { rate: 1, window: 0, agents: { 'agent-1': 3 } });
    const woken = rounds(pace, 3000);
    expect(woken.every((seats) => seats.length === 2)).toBe(true);
    expect(shares(woken)[0]).toBeCloseTo(0.5, 1);
    expect(pace.patience).toBe(agents);
  });
});

it('somebody wakes in every round, however long the waits and short the windows', () => {
  for (const rate of [1e-6, 1, 1e6])
    for (const window of [0, 1e-6, 1, 1e6]) {
      const pace = paceUnder({}, { rate, window });
      expect(pace.patience).toBeLessThanOrEqual(agents);
      expect(rounds(pace, 20_000).every((seats) => seats.length > 1)).toBe(true);
    }
});
