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

/** The same for a queue that has its jobs by priority (the higher, the earlier), then by age (`since`: s since 1970). */
export function jobPlace(place: number): { readonly priority: number; readonly since: number } {
  const behind = Math.round(place / CLASS_DISTANCE);
  return { priority: 0 - behind, since: place - behind * CLASS_DISTANCE };
}
