import {
  dealerRun,
  mixedRun,
  pricedRun,
  runFolder,
  slowRun,
  type BundleRun,
} from '#matches/verify/test/bundle-runs.js';
import { linesOf, verified } from '#matches/verify/test/forge.js';
import { rememberedReplay } from '#matches/verify/test/remembered-replay.js';
import { findingLines } from '#matches/verify/finding-lines.js';
import { isRefuted, type Findings } from '#matches/verify/findings.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { GridLeagueError } from '#market/errors.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { editedLines, packedBytes } from '../bundle/apply-case.js';
import type { BundleCase } from '../bundle/bundle-case.js';
import { changesOf, freedomOf, type Changes } from '../bundle/changes.js';
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
  const runs: Record<BundleCase['run'], BundleRun> = {
    mixed: await mixedRun(),
    dealers: await dealerRun(),
    priced: await pricedRun(folder),
    slow: await slowRun(),
  };
  const replay = rememberedReplay();
  const names = [...new Set(Object.values(runs).flatMap(({ head }) => head.definition.scenarios))];
  const scenarios = new Map(
    await Promise.all(names.map(async (name) => [name, await loadScenario(name)] as const)),
  );
  const bench = { scenarios, solver: await createHighsSolver() };
  const lines = (run: BundleCase['run']): unknown[] => linesOf(runs[run]);
  const asPlayed = (attack: BundleCase): unknown[] =>
    editedLines(lines(attack.run), { ...attack, edits: [] });

  return {
    generate: (rng) => generateCase(rng, lines),
    async attempt(attack) {
      const forged = editedLines(lines(attack.run), attack);
      const bytes = packedBytes(attack.rehash ? recomputed(forged, bench) : forged, attack);
      const check = { replay, scenarios: runs[attack.run].scenarios };
      const found = await verified(bytes, check).catch((error: unknown) => {
        if (error instanceof GridLeagueError && error.kind === 'input') return null;
        throw error;
      });
      judge(attack, changesOf(asPlayed(attack), bytes), found);
    },
    close: remove,
  };
}

/** Throws where the findings do not say what was forged. */
function judge({ run, withheld, bytes }: BundleCase, changes: Changes, found: Findings | null): void {
  const refused = found === null || isRefuted(found, 0);
  if (found) findingLines(found, 0);
  const isHonest = changes.isSame && bytes.every(({ kind }) => kind === 'level');
  if (isHonest && refused && run !== 'slow' && !withheld) throw new Error('an honest bundle was refused');
  if (changes.isBroken && !refused) throw new Error('a broken bundle was verified');
  const freedoms = changes.paths.map((change) => ({ ...change, freedom: freedomOf(change) }));
  const forged = freedoms.find(({ freedom }) => freedom === 'none');
  if (forged && !refused) throw new Error(`line ${forged.line}: ${forged.path} was changed and verified`);
  for (const { line, path, freedom } of freedoms) {
    const verdict = line > 0 ? found?.verdicts[line - 1]?.kind : undefined;
    if (freedom === 'none' && (verdict === 'identical' || verdict === 'gas-unverified'))
      throw new Error(`line ${line}: ${path} was changed and counts as replayed`);
    if (freedom !== 'shown' || refused) continue;
    const value = freedoms.find((one) => one.line === line && one.path === path)!.value;
    if (!isShown(found, path, value)) throw new Error(`line ${line}: ${path} was changed and is not shown`);
  }
}

/** Whether the findings say of a changed value that it is the bundle's word. */
function isShown({ given, anchor }: Findings, path: string, value: unknown): boolean {
  if (path.startsWith('anchor')) return anchor.kind === 'not-looked-up' || anchor.kind === 'none';
  if (typeof value !== 'string' && typeof value !== 'number') return true;
  return given.some((fact) => fact.includes(String(value)));
}
