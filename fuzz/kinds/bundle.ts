import { plays, runFolder, type BundleRun } from '#matches/verify/test/bundle-runs.js';
import { frozenLinesOf, linesOf, verified, type ForgedHead } from '#matches/verify/test/forge.js';
import { replayedLines } from '#matches/verify/test/replaying-forger.js';
import { rememberedReplay } from '#matches/verify/test/remembered-replay.js';
import { findingLines } from '#matches/verify/finding-lines.js';
import { conditionsOf } from '#matches/ledger/chain-conduct.js';
import type { RunHead } from '#matches/bundles/run-head.js';
import type { Replay } from '#matches/verify/match-judge.js';
import { ScenarioError } from '#leagues/scenario-files/reading/scenario-error.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { isRefuted, type Findings } from '#matches/verify/findings.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { GridLeagueError } from '#market/errors.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { editedLines, honestEdits, packedBytes } from '../bundle/apply-case.js';
import { runNames, type BundleCase } from '../bundle/bundle-case.js';
import { changesOf, fateOf, follows, namesRenamedFile, type Changes } from '../bundle/changes.js';
import { generateCase } from '../bundle/generate-case.js';
import { recomputed } from '../bundle/recompute-hashes.js';
import type { FuzzTarget } from '../fuzz-target.js';

/**
 * Forged bundles. Runs are played once, in memory and on a chain, with free gas and with gas that costs; then a
 * forger changes what they say, or their bytes. Whatever changes a figure, a name, a rank or the set of
 * matches must be refused, or be named as unverified with exit code 1.
 */
export async function prepare(): Promise<FuzzTarget<BundleCase>> {
  const { folder, remove } = await runFolder();
  const runs = {} as Record<BundleCase['run'], BundleRun>;
  for (const name of runNames) runs[name] = await plays[name === 'frozen' ? 'grown' : name](folder);
  const replay = rememberedReplay();
  const names = [...new Set(Object.values(runs).flatMap(({ head }) => head.definition.scenarios))];
  const scenarios = new Map(
    await Promise.all(names.map(async (name) => [name, await loadScenario(name)] as const)),
  );
  // What is frozen goes by its id.
  for (const scenario of [...scenarios.values()]) scenarios.set(scenario.id, scenario);
  const bench = { scenarios, solver: await createHighsSolver() };
  const lines = (run: BundleCase['run']): unknown[] =>
    run === 'frozen' ? frozenLinesOf(runs[run]) : linesOf(runs[run]);
  const asPlayed = (attack: BundleCase): unknown[] =>
    editedLines(lines(attack.run), { ...attack, edits: attack.replays ? [] : honestEdits(attack) });

  /** about the runs as they were played */
  const words = new Map<string, string>();

  return {
    generate: (rng) => generateCase(rng, lines),
    async attempt(attack) {
      const check = { replay, scenarios: attack.run === 'frozen' ? [] : runs[attack.run].scenarios };
      const findings = (bytes: Buffer): Promise<Findings | null> =>
        verified(bytes, check).catch((error: unknown) => {
          if (error instanceof GridLeagueError && error.kind === 'input') return null;
          throw error;
        });
      const edited = editedLines(lines(attack.run), attack);
      const forged = attack.replays ? await playedAnew(edited, runs[attack.run].head, replay) : edited;
      const bytes = packedBytes(attack.rehash ? recomputed(forged, bench) : forged, attack);
      const original = asPlayed(attack);
      const name = JSON.stringify([attack.run, attack.withheld, honestEdits(attack)]);
      const honest =
        words.get(name) ?? wordsOf(await findings(packedBytes(original, { ...attack, bytes: [] })));
      words.set(name, honest);
      judge(attack, changesOf(original, bytes), await findings(bytes), honest);
    },
    close: remove,
  };
}

/** What the head gives when it is played, if it is one and gives anything. */
async function playedAnew(lines: readonly unknown[], honest: RunHead, replay: Replay): Promise<unknown[]> {
  const head = lines[0] as ForgedHead;
  const { scenarios } = honest.definition;
  const { chain } = await loadScenario(scenarios[0]!);
  try {
    return await replayedLines(head, { replay, conditions: conditionsOf(chain) });
  } catch (error) {
    if (error instanceof PlanError || error instanceof ScenarioError) return [...lines];
    throw error;
  }
}

/** Throws where the findings do not say what was forged. `honest`: the words about the run as it was played. */
function judge(
  { run, withheld, bytes, replays = false }: BundleCase,
  changes: Changes,
  found: Findings | null,
  honest: string,
): void {
  const refused = found === null || isRefuted(found, 0);
  if (found) findingLines(found, 0);
  const isHonest = changes.isSame && bytes.every(({ kind }) => kind === 'level');
  if (isHonest && refused && run !== 'slow' && !withheld) throw new Error('an honest bundle was refused');
  if (changes.isBroken && !refused) throw new Error('a broken bundle was verified');
  const isTold = wordsOf(found) !== honest;
  for (const change of changes.paths) {
    const { line, path, value } = change;
    const fate = fateOf(change);
    const isHeld = fate === 'derived' || fate === 'hashed';
    // Another run, which says that it is another one, or what follows from a name that is shown.
    const isExplained =
      (isTold && (replays || follows(change))) || (replays && namesRenamedFile(change, changes));
    if (isHeld && !isExplained) {
      if (!refused) throw new Error(`line ${line}: ${path} was changed and verified`);
      const verdict = found?.verdicts[line - firstMatch(run)]?.kind;
      if (verdict === 'identical' || verdict === 'gas-unverified')
        throw new Error(`line ${line}: ${path} was changed and counts as replayed`);
    }
    // What is left out may mean the same by default.
    const isSame = value === undefined && !isTold;
    // Played anew, what was there may stand in another place.
    if (fate === 'shown' && !refused && !isSame && !(isTold && (replays || isSaid(found, value))))
      throw new Error(`line ${line}: ${path} was changed and is not shown`);
  }
}

/** Its line; scenarios come before. */
function firstMatch(run: BundleCase['run']): number {
  return run === 'frozen' ? 2 : 1;
}

/** All that is said to be the bundle's word. */
function wordsOf(found: Findings | null): string {
  return found ? [...found.given, ...found.notes].join('\n') : '';
}

/** Whether a changed value stands among it. */
function isSaid(found: Findings, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return true;
  const words = wordsOf(found);
  return words.includes(JSON.stringify(value)) || words.includes(String(value));
}
