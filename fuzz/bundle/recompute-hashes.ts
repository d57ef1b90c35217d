import { centralOptimum } from '#market/referee/central-optimum.js';
import { conducted } from '#matches/play/conducted.js';
import { lookOfBlock } from '#leagues/pairing/looks-of-run.js';
import { frozenFacts, type RunHead } from '#matches/bundles/run-head.js';
import { headSchema } from '#matches/bundles/head-schema.js';
import { lineSchemas } from '#matches/bundles/record-schema.js';
import { RetracedTable } from '#matches/verify/retrace/retraced-table.js';
import { UnlawfulRecord } from '#matches/verify/differences/unlawful-record.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import { PlanError, type RunPlan } from '#leagues/pairing/run-plan.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { conductOfMatch, conductOfLeague } from '#leagues/run/match-task.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { MarketError } from '#market/errors.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { resultHash } from '#market/match/result-hash.js';
import { rootOf } from '#results/receipts/receipts.js';

/** What a forger has at hand: everything that this project has. */
export interface ForgersBench {
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly solver: LpSolver;
}

/** Lines with plan, result hashes and roots computed anew from what they say, as far as that can be done. */
export function recomputed(lines: readonly unknown[], bench: ForgersBench): unknown[] {
  const [first, ...others] = lines;
  const head = headSchema.safeParse(first);
  if (!head.success) return [...lines];
  const matches = others.map((line) => (isPackage(line) ? line : rehashed(line, head.data, bench)));
  const plan = replanned(head.data);
  return [{ ...(first as object), ...(plan && { plan }), ...anchorsOf(head.data, matches) }, ...matches];
}

function replanned({ id, definition, plan }: RunHead): RunPlan | null {
  try {
    const number = Number(id.split('-').at(-1));
    const seed = typeof definition.seed === 'string' ? runSeed(definition, number) : plan.seed;
    return planRun(definition, plan.submissions, seed, undefined, plan.looks);
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}

function rehashed(
  line: unknown,
  { id, definition, plan }: RunHead,
  { scenarios, solver }: ForgersBench,
): unknown {
  const parsed = lineSchemas[2].safeParse(line);
  const { match, record = null } = parsed.data ?? {};
  const planned = plan.matches.find((one) => match === `${id}-${one.id}`);
  const scenario = planned && scenarios.get(planned.scenario);
  if (!record || !scenario) return line;
  const drawn = conducted(
    scenario.draw(planned.seed),
    conductOfMatch(conductOfLeague(definition), planned),
    planned.seed,
  );
  const optimum = centralOptimum(drawn.instance, solver);
  const table = new RetracedTable(record, { drawn, seed: planned.seed, optimum: optimum.cost }, solver);
  try {
    table.play();
    const hash = table.hashes(resultHash).at(-1)!;
    const { report } = line as { report: object };
    return { ...(line as object), report: { ...report, resultHash: hash } };
  } catch (error) {
    // No match goes like this: the hash stays a forgery as well.
    if (error instanceof UnlawfulRecord || error instanceof MarketError) return line;
    throw error;
  } finally {
    table.dispose();
  }
}

function isPackage(line: unknown): boolean {
  return typeof line === 'object' && line !== null && 'package' in line;
}

/** Anchors that nobody has written, with the right roots, one for each look. */
function anchorsOf({ id, plan, packages }: RunHead, lines: readonly unknown[]): object {
  const blocks = new Map(plan.matches.map((match) => [`${id}-${match.id}`, match.block]));
  const ofLook = (look: number): object => {
    const facts = (lines as { match: string; report: { resultHash: string } }[])
      .filter((line) => !isPackage(line) && lookOfBlock(blocks.get(line.match) ?? 1, plan.looks) === look)
      .map(({ match, report }) => ({ id: match, hash: report.resultHash }));
    return {
      matches: rootOf(facts),
      submissions: rootOf(frozenFacts(plan, packages)),
      ...{ network: 'embedded', epoch: 1, registry: `0x${'1'.repeat(40)}`, transaction: null, block: null },
    };
  };
  try {
    const later = (plan.looks ?? []).slice(1).map((_, i) => ofLook(i + 2));
    return { anchor: ofLook(1), ...(later.length > 0 && { lookAnchors: later }) };
  } catch {
    return {};
  }
}
