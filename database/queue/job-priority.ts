/** More seconds than lie between any two runs. */
const CLASS_DISTANCE = 1_000_000_000_000;

/** `urgent` runs are played before all that wait, `background` runs when nothing else does. */
export const runPriorities = ['urgent', 'normal', 'background'] as const;
export type RunPriority = (typeof runPriorities)[number];

const classes = [...runPriorities, 'trial'] as const;

/** The lower, the earlier, those that visitors ask for last; within a class the older run comes first. `now`: ms since 1970 */
export function placeInQueue(now: number, priority: (typeof classes)[number]): number {
  return Math.floor(now / 1000) + (classes.indexOf(priority) - 1) * CLASS_DISTANCE;
}

/** The same for a queue that knows when its jobs came: the higher, the earlier. */
export function jobPriority(place: number): number {
  return -Math.round(place / CLASS_DISTANCE);
}
