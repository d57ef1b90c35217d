import type { MatchRecord } from '#market/match/report/report.js';
import { matchId } from '#leagues/run/match-task.js';
import { lookOfBlock } from '#leagues/pairing/looks-of-run.js';
import { lookName, type RunAnchorRecord } from '../ledger/anchor-run.js';
import { findAnchor, type AnchorFinding, type ChainAddress } from './anchored-root.js';
import { checkPlan, planObstacle } from './check-plan.js';
import { runSources } from './given/run-sources.js';
import type { RunBundle } from '../bundles/run-bundle.js';
import { frozenFacts } from '../bundles/run-head.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import type { Findings, MatchFinding } from './findings.js';
import { givenFacts } from './given/given-facts.js';
import { judgeRecords } from './judge-records.js';
import { MatchJudge, type Replay } from './match-judge.js';
import { scenariosOf } from './given/run-scenarios.js';

export interface BundleCheck {
  /** null: nothing is replayed, and all trades are followed */
  readonly replay: Replay | null;
  /** behind a sealed seed */
  readonly secret?: string | undefined;
  /** scenario files that may be read: those that the bundle names, or that have the hash of one it does not carry */
  readonly scenarios: readonly string[];
  readonly chain?: ChainAddress | undefined;
  /** the one match to verify; absent: all */
  readonly only?: string | undefined;
  readonly onMatch?: (done: number, total: number) => void;
  /** what else must be as the matches give it; the contradictions */
  readonly derived?: (run: VerifiedRun) => Promise<readonly string[]>;
}

/** A run with records that are verified, or at least consistent. */
export interface VerifiedRun {
  readonly head: RunBundle['head'];
  readonly packages: RunBundle['packages'];
  readonly played: ReadonlyMap<string, MatchRecord>;
}

const NOT_DERIVED = 'tables and boards were not compared: the run itself is not what it should be';

/**
 * Verifies a bundle: derives its plan anew, replays its matches here, as many of them as their sources are there for,
 * and follows the trades of all others. Where the plan is contradicted nothing is replayed. Throws `BundleError`,
 * `InputError`, `ScenarioError`.
 */
export async function verifyBundle(
  { head, packages, matches }: RunBundle,
  check: BundleCheck,
): Promise<Findings> {
  const { only, derived } = check;
  const scenarios = await scenariosOf({ head, packages }, check.scenarios);
  const { plan, contradictions, sealed } = checkPlan(head, scenarios, check.secret);
  const sources = await runSources(head, await shippedPlugins());
  const found: Findings = {
    ...{ run: head.id, verdicts: [], sealed, notes: [], given: givenFacts(head, sources.given) },
    contradictions: [...contradictions, ...sources.contradictions],
    ...{ anchor: { kind: 'none' }, lookAnchors: [] },
  };
  if (!plan || contradictions.length > 0) return found;
  const obstacle = planObstacle(head.definition, plan, scenarios);
  if (obstacle !== null) return { ...found, contradictions: [...found.contradictions, obstacle] };

  const judge = await MatchJudge.open({ head, plan, scenarios, ...sources, replay: check.replay });
  const ids = plan.matches.map(({ id }) => matchId(head.id, id));
  const lookOfMatch = new Map(
    plan.matches.map(({ id, block }) => [matchId(head.id, id), lookOfBlock(block, plan.looks)]),
  );
  const judged = await judgeRecords(matches, judge, {
    ...{ ids, only, holds: derived !== undefined, onMatch: check.onMatch },
  });
  const verdicts = ids
    .filter((match) => only === undefined || match === only)
    .map((match): MatchFinding => judged.verdicts.get(match) ?? { match, kind: 'missing' });
  const isSound = sources.contradictions.length === 0 && verdicts.every(isConsistent);
  const complaints = !derived
    ? []
    : isSound
      ? await derived({ head, packages, played: judged.played })
      : [NOT_DERIVED];
  const anchorAt = (look: number, anchor: RunAnchorRecord | null): Promise<AnchorFinding> =>
    findAnchor(
      {
        run: lookName(head.id, look),
        matches: judged.facts.filter(({ id }) => lookOfMatch.get(id) === look),
        submissions: frozenFacts(plan, head.packages),
      },
      anchor,
      check.chain,
    );
  return {
    ...{
      ...found,
      verdicts,
      notes: judge.notes(),
      given: [...found.given, ...scenarios.given, ...judge.given()],
    },
    contradictions: [...found.contradictions, ...complaints],
    anchor: await anchorAt(1, head.anchor),
    lookAnchors: await Promise.all((head.lookAnchors ?? []).map((one, i) => anchorAt(i + 2, one))),
  };
}

function isConsistent({ kind }: MatchFinding): boolean {
  return kind !== 'different' && kind !== 'unplayable';
}
