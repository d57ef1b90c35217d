import { isDeepStrictEqual } from 'node:util';
import type { RunHead } from '../bundles/run-head.js';
import { InputError } from '../input-error.js';
import { MOST_POOLED, pooledBoards, type PooledLook } from './pool-runs.js';
import type { RunBoards, RunResults } from './run-boards.js';

/** A run that is over, as its bundle tells it. */
export interface FinishedRun {
  readonly head: RunHead;
  readonly results: RunResults;
}

/**
 * The boards of runs of one version of a league as one run, as a server pools them. Looks are taken in the order in which their
 * roots were anchored; of runs that were anchored nowhere, run after run, as they are numbered. Throws `InputError`.
 */
export function poolBundles(runs: readonly FinishedRun[]): RunBoards {
  const ordered = [...runs].sort((a, b) => numberOf(a) - numberOf(b));
  checkPoolable(ordered);
  const looks = ordered.flatMap(looksOf);
  const { definition } = ordered[0]!.head;
  return pooledBoards(
    definition,
    ordered.map(({ head }) => head.id),
    inOrder(looks, ordered),
  );
}

/** The numbers up to the last run that are none of these: whoever pools should have no choice. */
export function runsLeftOut(runs: readonly FinishedRun[]): number[] {
  const numbers = new Set(runs.map(numberOf));
  return Array.from({ length: Math.max(...numbers) }, (_, i) => i + 1).filter((one) => !numbers.has(one));
}

function checkPoolable(runs: readonly FinishedRun[]): void {
  const [first, ...others] = runs.map(({ head }) => head);
  if (!first) throw new InputError('there is no run to pool');
  if (runs.length > MOST_POOLED) throw new InputError(`more than ${MOST_POOLED} runs cannot be pooled`);
  for (const head of [first, ...others])
    if (head.cancelled)
      throw new InputError(`run ${head.id} was cancelled: when may have depended on how it stood`);
  const known = new Map<string, string>();
  for (const { id, plan } of [first, ...others])
    // No two runs of a league have one seed; which number a sealed one belongs to, nobody knows without its secret.
    for (const own of [`id ${id}`, `seed ${plan.seed}`]) {
      const before = known.get(own);
      if (before !== undefined)
        throw new InputError(`run ${id} is there twice${before === id ? '' : `, once as ${before}`}`);
      known.set(own, id);
    }
  for (const { head, results } of runs)
    if (results.all.length < head.plan.matches.length)
      throw new InputError(
        `run ${head.id}: ${head.plan.matches.length - results.all.length} matches are missing`,
      );
  for (const head of others)
    for (const [what, of] of Object.entries(VERSION))
      if (!isDeepStrictEqual(of(head), of(first)))
        throw new InputError(
          `runs ${first.id} and ${head.id} are of two versions of a league: their ${what} differ`,
        );
}

/** What makes a version of a league. */
const VERSION: Readonly<Record<string, (head: RunHead) => unknown>> = {
  definitions: ({ definition }) => definition,
  plugins: ({ plan }) => plan.submissions,
  scenarios: ({ packages }) => packages?.map(({ name, sha256 }) => ({ name, sha256 })),
};

/** No league has had so many. */
const MOST_RUNS = 1_000_000;

/** 1, 2, ... of `<league>-<number>` */
function numberOf({ head: { id } }: FinishedRun): number {
  const number = Number(/-(\d+)$/.exec(id)?.[1]);
  if (!(number <= MOST_RUNS)) throw new InputError(`${id} is no id of a run`);
  return number;
}

type AnchoredLook = PooledLook & { readonly anchor: RunHead['anchor'] };

function looksOf({ head, results }: FinishedRun): AnchoredLook[] {
  const { id: run, plan, definition, anchor, lookAnchors = [] } = head;
  const looks = plan.looks ?? [definition.blocks];
  return looks.map((lastBlock, i) => ({
    ...{ run, plan, results, lastBlock },
    firstBlock: (looks[i - 1] ?? 0) + 1,
    anchor: i === 0 ? anchor : (lookAnchors[i - 1] ?? null),
  }));
}

/** In the order in which they were taken. */
function inOrder(looks: readonly AnchoredLook[], runs: readonly FinishedRun[]): readonly AnchoredLook[] {
  // Only a run that others followed may have been looked at again after them.
  const early = runs.slice(0, -1).find(({ head }) => (head.plan.looks?.length ?? 1) > 1);
  if (!early) return looks;
  const chains = new Set(
    looks.map(({ anchor }) =>
      anchor && anchor.block !== null ? `${anchor.network} ${anchor.epoch} ${anchor.registry}` : null,
    ),
  );
  if (chains.has(null) || chains.size > 1)
    throw new InputError(
      `run ${early.head.id} was extended, and nothing says whether before or after the runs behind it: their looks are not ` +
        'all anchored on one chain',
    );
  return [...looks].sort((a, b) => a.anchor!.block! - b.anchor!.block!);
}
