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
  /** How long fresh cases are begun; the kept ones take time of their own. One at least is tried. */
  readonly minutes: number;
  /** Fresh cases at most. */
  readonly most?: number;
  readonly onCase?: (index: number) => void;
}

/** How many cases were tried. */
export interface TriedCases {
  readonly kept: number;
  readonly fresh: number;
}

/** Tries the kept cases, then fresh ones; throws the first `Finding`. */
export async function runFuzz(
  kind: string,
  target: FuzzTarget,
  { seed, kept = (cases) => cases, minutes, most = Infinity, onCase }: FuzzPlan,
): Promise<TriedCases> {
  const cases = kept(corpusOf(kind));
  for (const { name, attack } of cases) await attempt(kind, target, `corpus/${name}`, attack);
  const end = performance.now() + minutes * 60_000;
  let fresh = 0;
  do {
    onCase?.(fresh);
    await runCase(kind, target, `${seed}/${fresh}`);
    fresh++;
  } while (fresh < most && performance.now() < end);
  return { kept: cases.length, fresh };
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
