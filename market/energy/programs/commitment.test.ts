import { seededRng } from '../../rng.js';
import { commitment, type Outlook, type Unit } from './commitment.js';

const PERIODS = 9;

/** What a plan of hours earns; -Infinity where it may not be. */
function earned(on: readonly boolean[], unit: Unit, { lacking, price, beyond }: Outlook): number {
  let total = 0;
  for (let t = 0; t < PERIODS; t++) {
    if (on[t] && unit.most[t] === 0) return -Infinity;
    const changed = (on[t] ?? false) !== (t > 0 && on[t - 1]!);
    const [kept, least] = on[t] ? [true, unit.minimumUp] : [false, unit.minimumDown];
    if (changed && on.slice(t, t + least).some((is) => is !== kept)) return -Infinity;
    if (on[t] && changed) total -= unit.startCost;
    if (!on[t]) continue;
    // Linear in between: the best is at an end or at the bend.
    const ways = [unit.least[t]!, unit.most[t]!, lacking[t]!].filter(
      (made) => made >= unit.least[t]! && made <= unit.most[t]!,
    );
    total += Math.max(
      ...ways.map((made) => {
        const sold = Math.min(made, lacking[t]!);
        return price[t]! * sold + beyond[t]! * (made - sold) - unit.fuel * made;
      }),
    );
  }
  return total;
}

it('a commitment is the best of all that could be chosen', () => {
  let running = 0;
  for (let draw = 0; draw < 60; draw++) {
    const rng = seededRng(`commitment/${draw}`);
    const whole = (most: number): number => Math.floor(rng.next() * (most + 1));
    const series = (of: () => number): Float64Array => Float64Array.from({ length: PERIODS }, of);
    const most = series(() => (rng.next() < 0.15 ? 0 : 2));
    const unit: Unit = {
      ...{ most, least: most.map((energy) => energy * 0.4), fuel: 0.15, startCost: 0.3 * rng.next() },
      ...{ minimumUp: 1 + whole(3), minimumDown: 1 + whole(3) },
    };
    const price = series(() => 0.4 * rng.next());
    const outlook = {
      price,
      lacking: series(() => 3 * rng.next()),
      beyond: price.map((one) => one * rng.next()),
    };
    const chosen = commitment(unit, outlook);
    let best = -Infinity;
    for (let mask = 0; mask < 2 ** PERIODS; mask++) {
      const on = Array.from({ length: PERIODS }, (_, t) => ((mask >> t) & 1) === 1);
      best = Math.max(best, earned(on, unit, outlook));
    }
    expect(earned(chosen, unit, outlook)).toBeCloseTo(best, 9);
    running += chosen.filter(Boolean).length;
  }
  expect(running).toBeGreaterThan(60);
});

it('a plant that may not stop for longer than there are periods costs no more memory than they need', () => {
  const most = new Float64Array(PERIODS).fill(2);
  const outlook = {
    lacking: most,
    price: most.map((_, t) => (t === 4 ? 1 : 0.1)),
    beyond: new Float64Array(PERIODS),
  };
  const unit = { most, least: most.map((energy) => energy * 0.4), fuel: 0.15, startCost: 0 };
  const plan = (least: number): boolean[] =>
    commitment({ ...unit, minimumUp: least, minimumDown: least }, outlook);
  expect(plan(1e9)).toEqual(plan(PERIODS));
  expect(plan(PERIODS)).toEqual(Array.from({ length: 9 }, (_, t) => t >= 4));
});
