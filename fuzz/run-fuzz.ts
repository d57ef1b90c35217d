import { GridLeagueError } from '#market/errors.js';
import { seededRng } from '#market/rng.js';
import { corpusOf, writeFinding, type KeptCase } from './findings.js';
import type { FuzzTarget } from './fuzz-target.js';

/** What did not hold, and how to see it again. */
export class Finding extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'finding';

  constructor(kind: string, seed: string, file: string, reason: unknown) {
    const words = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    super(
      `${kind} ${seed}: ${words}\nThe case lies in ${file}; again: npm run fuzz -- ${kind} --case ${seed}`,
    );
  }
}

export interface FuzzPlan {
  /** The run's seed; case k has the seed `<seed>/<k>`. */
  readonly seed: string;
  /** Which of the kept cases to try; default: all. */
  readonly kept?: (cases: readonly KeptCase[]) => readonly KeptCase[];
  /** Whether to begin case number `index`. */
  readonly goesOn: (index: number) => boolean;
  readonly onCase?: (index: number) => void;
}

/** Tries the kept cases, then fresh ones while `goesOn`; throws the first `Finding`. Returns how many were tried. */
export async function runFuzz(kind: string, target: FuzzTarget, plan: FuzzPlan): Promise<number> {
  const { kept = (cases) => cases } = plan;
  for (const { name, attack } of kept(corpusOf(kind))) await attempt(kind, target, `corpus/${name}`, attack);
  let index = 0;
  for (; plan.goesOn(index); index++) {
    plan.onCase?.(index);
    await runCase(kind, target, `${plan.seed}/${index}`);
  }
  return index;
}

/** Tries the one case of this seed. */
export async function runCase(kind: string, target: FuzzTarget, seed: string): Promise<void> {
  await attempt(kind, target, seed, target.generate(seededRng(seed)));
}

async function attempt(kind: string, target: FuzzTarget, seed: string, attack: unknown): Promise<void> {
  try {
    await target.attempt(attack);
  } catch (reason) {
    throw new Finding(kind, seed, writeFinding(kind, seed, attack), reason);
  }
}
