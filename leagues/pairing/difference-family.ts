import { seededRng, type Rng } from '#market/rng.js';

/**
 * A plan for a balanced incomplete block design that is developed cyclically: base line-ups over
 * the residues 0..modulus-1, of which the first `fixedBases` also hold one point that never moves
 * (the 1-rotational design). Adding 1 to every residue, modulus times, gives all line-ups.
 */
export interface DifferencePlan {
  readonly modulus: number;
  readonly size: number;
  readonly bases: number;
  readonly fixedBases: number;
  /** how often every pair meets */
  readonly meetings: number;
}

/** Plans that could give `teams` teams a balanced design, fewest line-ups first. */
export function differencePlans(teams: number, size: number, mostLineUps: number): DifferencePlan[] {
  const plans: DifferencePlan[] = [];
  for (let meetings = 1; (meetings * teams * (teams - 1)) / (size * (size - 1)) < mostLineUps; meetings++) {
    const cyclic = (meetings * (teams - 1)) / (size * (size - 1));
    if (Number.isInteger(cyclic) && halfDifferenceFits(teams, meetings))
      plans.push({ modulus: teams, size, bases: cyclic, fixedBases: 0, meetings });
    const fixed = meetings / (size - 1);
    const moving = (meetings * (teams - 2) - fixed * (size - 1) * (size - 2)) / (size * (size - 1));
    if (Number.isInteger(fixed) && Number.isInteger(moving) && halfDifferenceFits(teams - 1, meetings))
      plans.push({ modulus: teams - 1, size, bases: fixed + moving, fixedBases: fixed, meetings });
  }
  return plans.sort((a, b) => a.modulus * a.bases - b.modulus * b.bases);
}

/** The difference modulus/2 is its own negative, so it always occurs an even number of times. */
function halfDifferenceFits(modulus: number, meetings: number): boolean {
  return modulus % 2 === 1 || meetings % 2 === 0;
}

const STEPS_PER_TRY = 4_000;
const TRIES = 12;

/**
 * Looks for base line-ups in which every difference occurs equally often, by exchanging one member
 * at a time where that does not make it worse. Deterministic. Returns the developed line-ups (the
 * fixed point is number `modulus`), all different as sets, or null when none was found.
 */
export function findDifferenceDesign(plan: DifferencePlan): number[][] | null {
  const rng = seededRng(`difference-family/${plan.modulus}/${plan.size}/${plan.bases}/${plan.fixedBases}`);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const bases = descend(plan, rng);
    const lineUps = bases && develop(plan, bases);
    if (
      lineUps &&
      new Set(lineUps.map((one) => [...one].sort((a, b) => a - b).join())).size === lineUps.length
    )
      return lineUps;
  }
  return null;
}

function descend(plan: DifferencePlan, rng: Rng): number[][] | null {
  const { modulus } = plan;
  const below = (limit: number): number => Math.floor(rng.next() * limit);
  const bases = Array.from({ length: plan.bases }, (_, i) =>
    randomSubset(modulus, i < plan.fixedBases ? plan.size - 1 : plan.size, below),
  );
  const differences = new DifferenceCount(plan);
  for (const base of bases) base.forEach((member, i) => differences.add(base.slice(i), member, member, 1));
  for (let step = 0; step < STEPS_PER_TRY && differences.excess > 0; step++) {
    const base = bases[below(bases.length)]!;
    const place = below(base.length);
    const leaving = base[place]!;
    const entering = below(modulus);
    if (base.includes(entering)) continue;
    const before = differences.excess;
    differences.add(base, leaving, leaving, -1);
    differences.add(base, leaving, entering, 1);
    if (differences.excess <= before) {
      base[place] = entering;
    } else {
      differences.add(base, leaving, entering, -1);
      differences.add(base, leaving, leaving, 1);
    }
  }
  return differences.excess === 0 ? bases : null;
}

/** How often each difference occurs, and how far that is from all occurring equally often. */
class DifferenceCount {
  private readonly counts: Int32Array;
  /** sum over the differences of (count - meetings)^2 */
  excess: number;

  constructor(private readonly plan: DifferencePlan) {
    this.counts = new Int32Array(plan.modulus);
    this.excess = (plan.modulus - 1) * plan.meetings ** 2;
  }

  /** Counts the differences between `point` and the base's members other than `without`, both ways. */
  add(base: readonly number[], without: number, point: number, times: 1 | -1): void {
    const { modulus } = this.plan;
    for (const member of base) {
      if (member === without) continue;
      const difference = (point - member + modulus) % modulus;
      this.count(difference, times);
      this.count(modulus - difference, times);
    }
  }

  private count(difference: number, times: 1 | -1): void {
    this.excess += 1 + 2 * times * (this.counts[difference]! - this.plan.meetings);
    this.counts[difference]! += times;
  }
}

function randomSubset(modulus: number, size: number, below: (limit: number) => number): number[] {
  const chosen: number[] = [];
  while (chosen.length < size) {
    const point = below(modulus);
    if (!chosen.includes(point)) chosen.push(point);
  }
  return chosen;
}

function develop(plan: DifferencePlan, bases: readonly (readonly number[])[]): number[][] {
  return bases.flatMap((base, i) =>
    Array.from({ length: plan.modulus }, (_, shift) => [
      ...base.map((point) => (point + shift) % plan.modulus),
      ...(i < plan.fixedBases ? [plan.modulus] : []),
    ]),
  );
}
