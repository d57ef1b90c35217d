/** What a plant that starts and stops can do. Series are per period (T). */
export interface Unit {
  /** least and most that it makes while it is on, kWh; where the most is 0 it must be off */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** money per kWh made, and per start */
  readonly fuel: number;
  readonly startCost: number;
  /** periods for which it stays on once it has started, and off once it has stopped; at least 1 */
  readonly minimumUp: number;
  readonly minimumDown: number;
}

/** What a plant reckons with, per period (T): so much (kWh) it sells at `price`, and what it makes beyond at `beyond`, which is no more. */
export interface Outlook {
  readonly lacking: Float64Array;
  readonly price: Float64Array;
  readonly beyond: Float64Array;
}

/** Best so far of ending in a state, and the state before. */
interface Stage {
  readonly value: Float64Array;
  readonly from: Int32Array;
}

/**
 * When a plant runs that expects this outlook: its unit commitment, exact, by dynamic
 * programming over how long it has been on or off. It has been off for long when the periods begin; a stretch that their end cuts may be
 * shorter. Of equally good plans it takes the one that is off. O(T (minimumUp + minimumDown)), and O(T^2) whatever these are.
 *
 *     max sum of price_t s_t + beyond_t (g_t - s_t) - fuel g_t - startCost start_t,  0 <= s_t <= g_t, lacking_t,  least_t on_t <= g_t <= most_t on_t
 */
export function commitment(unit: Unit, outlook: Outlook): boolean[] {
  const { most, startCost } = unit;
  // What lasts until the end need not be told from what lasts longer; a file may ask for any number.
  const [up, down] = [unit.minimumUp, unit.minimumDown].map((least) =>
    Math.min(least, Math.max(1, most.length)),
  ) as [number, number];
  // States 0 .. down - 1: off for 1, 2, ..., `down` or more periods. Then on, likewise.
  const states = down + up;
  const isOn = (state: number): boolean => state >= down;
  const [longOff, longOn] = [down - 1, states - 1];
  const next = (state: number): readonly number[] => {
    if (state === longOff) return state === longOn ? [state] : [state, down];
    if (state === longOn) return [0, state];
    return [state + 1];
  };
  let value = new Float64Array(states).fill(-Infinity);
  value[longOff] = 0;
  const stages = Array.from(most, (_, t): Stage => {
    const earned = earnings(unit, outlook, t);
    const stage = { value: new Float64Array(states).fill(-Infinity), from: new Int32Array(states).fill(-1) };
    for (let before = 0; before < states; before++)
      for (const after of value[before] === -Infinity ? [] : next(before)) {
        if (isOn(after) && most[t] === 0) continue;
        const starts = isOn(after) && !isOn(before);
        const reached = value[before]! + (isOn(after) ? earned : 0) - (starts ? startCost : 0);
        if (reached <= stage.value[after]!) continue;
        stage.value[after] = reached;
        stage.from[after] = before;
      }
    value = stage.value;
    return stage;
  });
  let state = value.reduce((best, reached, s) => (reached > value[best]! ? s : best), longOff);
  const on = new Array<boolean>(most.length);
  for (let t = most.length - 1; t >= 0; t--) {
    on[t] = isOn(state);
    state = stages[t]!.from[state]!;
  }
  return on;
}

/** The most that it earns in a period in which it is on, starts apart: earnings are concave in what it makes, with one bend. */
function earnings({ least, most, fuel }: Unit, { lacking, price, beyond }: Outlook, t: number): number {
  const [low, high] = [least[t]!, most[t]!];
  const bend = Math.min(high, Math.max(low, lacking[t]!));
  return [low, bend, high].reduce((best, made) => {
    const sold = Math.min(made, lacking[t]!);
    return Math.max(best, price[t]! * sold + beyond[t]! * (made - sold) - fuel * made);
  }, -Infinity);
}
