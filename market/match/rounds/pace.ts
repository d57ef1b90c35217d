import {
  isAsynchronous,
  type AsynchronousRules,
  type MarketRules,
  type Participant,
} from '../../instance.js';
import type { Rng } from '../../rng.js';
import { roundsToHearMost } from './call-rule.js';

/** Who speaks when, but for calls, in which everybody does. */
export interface Pace {
  /** rounds it takes for most agents to have had a turn */
  readonly patience: number;
  /** indices of the participants that wake for the next round; the grid is always awake */
  next(): readonly number[];
}

/** The pace that the rules say (docs/market-rules.md, "Asynchronous communication"); all its chance is `rng`'s. */
export function paceOf(rules: MarketRules, participants: readonly Participant[], rng: Rng): Pace {
  const { participation, asynchronous = EVERY_ROUND } = rules;
  if (asynchronous.rate !== undefined) return new PoissonPace(asynchronous, participants, rng);
  const drawn = new DrawnPace(
    participants.map(({ id }) => ownOf(asynchronous, id) ?? participation),
    participants,
    rng,
  );
  return isAsynchronous(rules) && asynchronous.window === 0
    ? new OneByOne(drawn, participants, rng.fork('order'))
    : drawn;
}

export const EVERY_ROUND: AsynchronousRules = { agents: {}, window: 1, information: 'symmetric' };

/** Each takes part in a round with its probability. */
class DrawnPace implements Pace {
  readonly patience: number;

  constructor(
    private readonly probabilities: readonly number[],
    private readonly participants: readonly Participant[],
    private readonly rng: Rng,
  ) {
    this.patience = roundsToHearMost(meanOfAgents(probabilities, participants));
  }

  next(): readonly number[] {
    return indicesOf(this.participants, ({ role }, j) => {
      const probability = this.probabilities[j]!;
      const takesPart = probability === 1 || this.rng.next() < probability;
      return takesPart || role !== 'agent';
    });
  }
}

/** Those of each round of `drawn` one at a time, in an order drawn anew: every order is cleared for itself. */
class OneByOne implements Pace {
  readonly patience: number;
  private waiting: number[] = [];

  constructor(
    private readonly drawn: DrawnPace,
    private readonly participants: readonly Participant[],
    private readonly rng: Rng,
  ) {
    this.patience = Math.max(drawn.patience, indicesOf(participants, isAgent).length);
  }

  next(): readonly number[] {
    if (this.waiting.length === 0)
      this.waiting = this.drawn.next().filter((j) => isAgent(this.participants[j]!));
    const [first] = this.waiting.splice(Math.floor(this.rng.next() * this.waiting.length), 1);
    return indicesOf(this.participants, ({ role }, j) => j === first || role !== 'agent');
  }
}

/**
 * Each agent wakes by a Poisson process of its own rate (a minute). A round is a window in which somebody woke: a stretch of
 * `window` minutes, or with 0 a single agent.
 */
class PoissonPace implements Pace {
  readonly patience: number;
  private readonly rates: readonly number[];
  private readonly streams: readonly Rng[];
  /** minutes from the start; Infinity for those that never sleep */
  private readonly wakes: number[];
  private readonly window: number;

  constructor(
    asynchronous: AsynchronousRules,
    private readonly participants: readonly Participant[],
    rng: Rng,
  ) {
    const { rate = 1, window } = asynchronous;
    this.window = window;
    this.rates = participants.map((one) => (isAgent(one) ? (ownOf(asynchronous, one.id) ?? rate) : 0));
    this.streams = participants.map((_, j) => rng.fork(`wake/${j}`));
    this.wakes = participants.map((_, j) => this.pause(j));
    const all = this.rates.reduce((sum, each) => sum + each, 0);
    // Alone, they share the rounds: what one has more, others have less.
    const inRound = (each: number): number =>
      window === 0
        ? 1 / indicesOf(participants, isAgent).length
        : Math.expm1(-each * window) / Math.expm1(-all * window);
    this.patience = roundsToHearMost(meanOfAgents(this.rates.map(inRound), participants));
  }

  next(): readonly number[] {
    const first = this.wakes.reduce((soonest, wake) => Math.min(soonest, wake), Infinity);
    const isAlone = this.window === 0;
    // By their windows' numbers: beside a long wait, the minutes of a short window are lost in rounding.
    const nth = (wake: number): number => Math.floor(wake / this.window);
    const end = isAlone ? first : Math.max(first, (nth(first) + 1) * this.window);
    const woken = isAlone
      ? [this.wakes.indexOf(first)]
      : indicesOf(this.wakes, (wake) => nth(wake) === nth(first));
    // A Poisson process forgets: when it was last awake says nothing of when it wakes next.
    for (const j of woken) this.wakes[j] = end + this.pause(j);
    return indicesOf(this.participants, ({ role }, j) => woken.includes(j) || role !== 'agent');
  }

  /** minutes until the next wake-up: exponential */
  private pause(j: number): number {
    return this.rates[j] === 0 ? Infinity : -Math.log(1 - this.streams[j]!.next()) / this.rates[j]!;
  }
}

/** What an agent has of its own; a participant may be called like anything that every object has. */
export function ownOf({ agents }: AsynchronousRules, id: string): number | undefined {
  return Object.hasOwn(agents, id) ? agents[id] : undefined;
}

function isAgent({ role }: Participant): boolean {
  return role === 'agent';
}

function meanOfAgents(values: readonly number[], participants: readonly Participant[]): number {
  const agents = indicesOf(participants, isAgent);
  const [first] = agents;
  if (agents.every((j) => values[j] === values[first!])) return values[first!]!;
  return agents.reduce((sum, j) => sum + values[j]!, 0) / agents.length;
}

function indicesOf<T>(list: readonly T[], isMeant: (entry: T, index: number) => boolean): number[] {
  return [...list.keys()].filter((index) => isMeant(list[index]!, index));
}
