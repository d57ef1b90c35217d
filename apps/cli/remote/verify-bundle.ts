import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { matchId } from '#leagues/run/match-task.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import type { Fact } from '#results/receipts/receipts.js';
import { findAnchor, type ChainAddress } from '../../match/verify/anchored-root.js';
import { bundleLimits } from '../../match/verify/bundle-limits.js';
import { checkPlan } from '../../match/verify/check-plan.js';
import { runSources } from '../../match/verify/run-sources.js';
import { BundleError, type ReadMatch, type RunBundle } from '../../match/run-bundle.js';
import { shippedPlugins } from '../../worker/reference-plugins.js';
import { systemClock } from '../../match/system-clock.js';
import { leagueProgress } from '../league/league-progress.js';
import type { Findings, Verdict } from './findings.js';
import { givenFacts } from './given-facts.js';
import { MatchJudge } from './match-judge.js';
import { recordBatches } from './record-batches.js';
import { scenariosOf } from './run-scenarios.js';

export interface BundleCheck {
  readonly workers: number;
  /** behind a sealed seed */
  readonly secret?: string | undefined;
  /** scenario files that the bundle may name */
  readonly scenarios: readonly string[];
  readonly chain?: ChainAddress | undefined;
  /** the one match to verify; absent: all */
  readonly only?: string | undefined;
  /** what else must be as the matches give it; the contradictions */
  readonly derived?: (run: VerifiedRun) => Promise<readonly string[]>;
}

/** A run with records that are verified, or at least consistent. */
export interface VerifiedRun {
  readonly head: RunBundle['head'];
  readonly played: ReadonlyMap<string, PlayedMatchRecord>;
}

/**
 * Verifies a bundle: derives its plan anew, replays its matches here, as many of them as their sources are there for,
 * and follows the trades of all others. Throws `BundleError`, `InputError`, `ScenarioError`.
 */
export async function verifyBundle({ head, matches }: RunBundle, check: BundleCheck): Promise<Findings> {
  const { plan, contradictions, sealed } = checkPlan(head, check.secret);
  const sources = runSources(head, await shippedPlugins());
  const submissions = head.plan.submissions.map(({ id, sha256 }) => ({ id, hash: sha256 }));
  const found: Findings = {
    ...{ run: head.id, verdicts: [], sealed, notes: [], given: givenFacts(head, sources.foreign) },
    contradictions: [...contradictions, ...sources.contradictions],
    anchor: { kind: 'none' },
  };
  if (!plan) return found;
  const scenarios = await scenariosOf(head.definition, plan, check.scenarios);
  if (typeof scenarios === 'string')
    return { ...found, contradictions: [...found.contradictions, scenarios] };
  const judge = await MatchJudge.open({ head, plan, scenarios, files: sources.files, workers: check.workers });
  const asked = plan.matches.filter(({ id }) => !check.only || matchId(head.id, id) === check.only);
  const verdicts = new Map<string, Verdict>();
  const facts: Fact[] = [];
  const played = new Map<string, PlayedMatchRecord>();
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  let held = 0;
  try {
    for await (const batch of recordBatches(inOrder(matches, plan.matches, head.id))) {
      for (const { match, report } of batch) facts.push({ id: match, hash: report.resultHash });
      const wanted = batch.filter(({ match }) => !check.only || match === check.only);
      for (const verdict of await judge.verdicts(wanted)) verdicts.set(verdict.match, verdict);
      if (check.derived)
        for (const { match, ...record } of wanted) {
          held += JSON.stringify(record).length;
          if (held > bundleLimits.heldBytes)
            throw new BundleError('the matches are too many for their tables to be made again');
          played.set(match, record);
        }
      progress.match(verdicts.size, asked.length);
    }
  } finally {
    progress.done();
  }
  const all = asked.map(
    ({ id }): Verdict => verdicts.get(matchId(head.id, id)) ?? { match: matchId(head.id, id), kind: 'missing' },
  );
  const sound = all.every(({ kind }) => kind !== 'different' && kind !== 'unplayable');
  const derived = !check.derived
    ? []
    : sound && found.contradictions.length === 0
      ? await check.derived({ head: { ...head, plan }, played })
      : ['tables, boards and figures were not compared: the run itself is not what it should be'];
  return {
    ...found,
    verdicts: all,
    contradictions: [...found.contradictions, ...derived],
    notes: judge.notes(),
    anchor: await findAnchor({ run: head.id, matches: facts, submissions }, head.anchor, check.chain),
  };
}

/** The matches, if they stand in the order of the plan, each once. Throws `BundleError`. */
async function* inOrder(
  matches: AsyncIterable<ReadMatch>,
  planned: readonly PlannedMatch[],
  run: string,
): AsyncGenerator<ReadMatch> {
  const places = new Map(planned.map(({ id }, index) => [matchId(run, id), index]));
  let last = -1;
  for await (const read of matches) {
    const { match } = read.record;
    const place = places.get(match);
    if (place === undefined) throw new BundleError(`match ${match} is not in the run's plan`);
    if (place === last) throw new BundleError(`match ${match} stands there twice`);
    if (place < last) throw new BundleError(`match ${match} stands there twice, or not in its place`);
    last = place;
    yield read;
  }
}
