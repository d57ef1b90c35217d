import type { MatchRecord } from '#market/match/report/report.js';
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { projectRoot } from '#project-root.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import type { ScenarioPackages, RunHead } from '../../bundles/run-head.js';
import { frozenScenarios } from '../../runs/league-packages.js';
import { shippedPlugins } from '../../play/line-ups/reference-plugins.js';
import type { LedgerChoice } from '#matches/ledger/ledger-choice.js';
import { playLeague } from '../../workers/play-league.js';

/** A run that was really played, to be forged. */
export interface BundleRun {
  /** as it was written before scenarios were frozen: by their names or paths */
  readonly head: RunHead;
  /** as it is written */
  readonly frozen: RunHead;
  readonly packages: ScenarioPackages;
  readonly played: ReadonlyMap<string, MatchRecord>;
  /** scenario files that it names */
  readonly scenarios: readonly string[];
}

/** A plugin of somebody's own: one that comes along, changed. */
async function ownPlugin(
  name: string,
  change: (source: string) => string,
  kind: 'agent' | 'bidder' = 'agent',
): Promise<PluginFile> {
  const known = kind === 'agent' ? 'agents/shaded' : 'bidders/zero-intelligence-constrained';
  const source = change(await readFile(resolve(projectRoot, `plugins/${known}.ts`), 'utf8'));
  const sha256 = createHash('sha256').update(source).digest('hex');
  const version = sha256.slice(0, 8);
  return {
    id: `own-${kind}-${name}`,
    kind,
    name,
    version,
    sha256,
    baseline: false,
    file: 'own.ts',
    source,
  };
}

/** As TypeScript it calls `half` and shades by a half; as JavaScript it compares three values and does not shade. */
const inTwoLanguages = (source: string): string =>
  source.replace(
    'const OFFERED = 0.8;',
    'const half = (x) => x / 2;\nconst number = 1;\nconst OFFERED = half<number>(1) ? 0.5 : 1;',
  );

const inBid =
  (statement: string) =>
  (source: string): string =>
    source.replace(
      'bid: (view, tools) =>',
      `bid: (view, tools) => view.round === 2 ? (() => { ${statement} })() :`,
    );

interface KeptRun extends Pick<BundleRun, 'head' | 'frozen'> {
  readonly packages: [string, ScenarioPackage][];
  readonly records: [string, MatchRecord][];
}

/** Played once for all test files of a run of the tests, and anew where there is no such run (a fuzzer's). */
export async function play(
  league: { readonly id: string; readonly [field: string]: unknown },
  ledger: LedgerChoice,
  scenarios: readonly string[] = [],
): Promise<BundleRun> {
  const folder = process.env.GRIDLEAGUE_TEST_KEPT;
  if (!folder) return playNow(league, ledger, scenarios);
  const file = join(folder, `${league.id}.run`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) {
    const { records, packages, ...heads } = JSON.parse(known) as KeptRun;
    return { ...heads, packages: new Map(packages), played: new Map(records), scenarios };
  }
  const run = await playNow(league, ledger, scenarios);
  const { head, frozen } = run;
  const kept: KeptRun = { head, frozen, packages: [...run.packages], records: [...run.played] };
  await writeWhole(file, JSON.stringify(kept));
  return run;
}

/** Whole or not there, as another test file sees it. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

async function playNow(
  league: object,
  ledger: LedgerChoice,
  scenarios: readonly string[],
): Promise<BundleRun> {
  const definition = leagueFrom({ blocks: 1, roundCap: 12, ...league }, 'league');
  const own = await Promise.all([
    ownPlugin('mine', (source) => `${source}\n// my own\n`),
    ownPlugin('failing', inBid("throw new Error('in round 2');")),
    ownPlugin('slow', inBid('for (;;);')),
    ownPlugin('typed', (source) => `${source}\nexport const typed: number = 1;\n`),
    ownPlugin('two-languages', inTwoLanguages),
    ownPlugin('my-bidder', (source) => `${source}\n// my own\n`, 'bidder'),
  ]);
  const plugins = [...(await shippedPlugins()), ...own].filter(({ name, kind }) =>
    (kind === 'dealer' ? definition.dealers : definition.entrants).includes(name),
  );
  const run = await playLeague({
    ...{ definition, plugins, run: 1, workers: 1, ledger },
  });
  const { id, plan, played, failed, packages } = run;
  if (failed.length > 0) throw new Error(failed[0]!.reason);
  const pathOf = (name: string): string => definition.scenarios[run.definition.scenarios.indexOf(name)]!;
  const named = plan.matches.map((match) => ({ ...match, scenario: pathOf(match.scenario) }));
  const facts = { id, plugins, anchor: null };
  return {
    head: { ...facts, definition, plan: { ...plan, matches: named } },
    frozen: { ...facts, definition: run.definition, plan, packages: frozenScenarios(packages) },
    packages: new Map([...packages.values()].map((one) => [one.sha256, one])),
    played,
    scenarios,
  };
}
