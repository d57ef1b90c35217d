import type { ChainSummary } from '#contracts/client/chain-ledger.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { FrozenSubmission, RunPlan } from '#leagues/pairing/run-plan.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import type { FrozenScenario, ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import type { Fact } from '#results/receipts/receipts.js';
import type { RunAnchorRecord } from '../ledger/anchor-run.js';

/** A plugin a run was played with. */
export interface BundledPlugin extends FrozenSubmission {
  readonly file: string;
  /** null: not for whoever asked for the bundle */
  readonly source: string | null;
}

/** A plugin as a bundle has it: of one that plays from outside nothing is there that could be played. */
export function bundled(plugin: PluginFile): BundledPlugin {
  if (plugin.outside === undefined) return plugin;
  const { path: _, ...told } = plugin;
  return { ...told, file: '', source: null };
}

/** What a run was: everything but its matches. */
export interface RunHead {
  readonly id: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  readonly plugins: readonly BundledPlugin[];
  /** its scenarios, in the order of the definition; absent: from before they were frozen */
  readonly packages?: readonly FrozenScenario[];
  /** null: nowhere; of a run that was extended: of the first look */
  readonly anchor: RunAnchorRecord | null;
  /** of its second look and those after it, each of the matches that came with it; absent: there was one look */
  readonly lookAnchors?: readonly (RunAnchorRecord | null)[];
  /** it was ended before all was played: only blocks that were over count */
  readonly cancelled?: true;
}

/** A report with every field that one may have: a chain tells more than a ledger in memory. */
export type ReportOfChain = Omit<MatchReport, 'chain'> & { readonly chain: ChainSummary };

/** A played match of the run, and which one its bundle says it is. */
export interface NamedRecord {
  readonly match: string;
  readonly record: MatchRecord;
}

/** A head as it stands in a file. */
export type BundleHead = RunHead & {
  readonly format: 'gridleague-run';
  /** of the form of its lines (docs/api-guide.md, "Exports") */
  readonly version: 1 | 2 | 3;
};

/** Packages by their hash, as many as are at hand. */
export type ScenarioPackages = ReadonlyMap<string, ScenarioPackage>;

/** What a run has frozen, as a root is taken over it: plugins by their ids, scenarios as `scenario/<name>`. */
export function frozenFacts(
  { submissions }: Pick<RunPlan, 'submissions'>,
  packages: RunHead['packages'],
): Fact[] {
  return [
    ...submissions.map(({ id, sha256 }) => ({ id, hash: sha256 })),
    ...(packages ?? []).map(({ name, sha256 }) => ({ id: `scenario/${name}`, hash: sha256 })),
  ];
}
