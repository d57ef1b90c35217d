import { defineBidder, quoted, shoutsOf, type ClosedPeriod, type Quote } from '@gridleague/sdk';

/** Ranges of Cliff's parameters, drawn once for each seat. */
const RATE = [0.1, 0.5] as const;
const MOMENTUM = [0, 0.1] as const;
const FIRST_MARGIN = [0.05, 0.35] as const;
/** Targets fall short of the price that was seen by up to so much of it, and up to so many ct more. */
const RELATIVE = 0.05;
const ABSOLUTE = 0.05;

/**
 * Zero intelligence plus (Cliff, Minimal-Intelligence Agents for Bargaining Behaviors, HPL-97-91, 1997): a profit margin for
 * each price, which follows what was paid by the Widrow-Hoff rule with momentum. It was written for markets in which every
 * shout is heard and who asks too much asks again; here a whole period is heard at once (its price or, where nothing was
 * traded, the best order that found nobody), and whoever asks too much has lost it. So targets lie a little short of what was
 * seen, also where the original aims a little beyond.
 */
export default defineBidder({
  name: 'zip',
  description: 'A profit margin that follows the prices paid.',
  create: (briefing) => {
    const rate = within(RATE);
    const momentum = within(MOMENTUM);
    const margins = new Map<string, { margin: number; change: number }>();
    return {
      order: (view) =>
        quoted(briefing, view, (quote) => {
          const { side, type, limit } = quote;
          const key = `${side} ${type}`;
          const sign = side === 'ask' ? 1 : -1;
          const state = margins.get(key) ?? { margin: sign * within(FIRST_MARGIN), change: 0 };
          margins.set(key, state);
          for (const period of view.closed) {
            const price = limit * (1 + state.margin);
            const goal = target(period, quote, price);
            if (goal === null || limit === 0) continue;
            state.change = momentum * state.change + (1 - momentum) * rate * (goal - price);
            const margin = (price + state.change) / limit - 1;
            state.margin = sign * Math.max(0, sign * margin);
          }
          return limit * (1 + state.margin);
        }),
    };
  },
});

/** The price to move to after a period; null: there is no reason to. */
function target(period: ClosedPeriod, { side, type }: Quote, price: number): number | null {
  const sign = side === 'ask' ? 1 : -1;
  const paid = period.prices[type];
  const isActive = period.own !== null && period.own.traded < period.own.amount;
  const shortOf = (seen: number): number => seen - sign * distance(seen);
  if (paid !== null) {
    return isActive || sign * (paid - price) >= 0 ? shortOf(paid) : null;
  }
  const rivals = shoutsOf(period, type).filter((shout) => shout.side === side && shout.rejected > 0);
  if (!isActive || rivals.length === 0) return null;
  const best = sign * Math.min(...rivals.map((shout) => sign * shout.price));
  return sign * (price - best) >= 0 ? shortOf(best) : null;
}

function distance(price: number): number {
  return Math.random() * RELATIVE * price + Math.random() * ABSOLUTE;
}

function within([low, high]: readonly [number, number]): number {
  return low + Math.random() * (high - low);
}
