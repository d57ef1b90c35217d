import {
  isRepeatable,
  type FrozenSubmission,
  type PlannedMatch,
  type RunPlan,
} from '#leagues/pairing/run-plan.js';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import {
  conductOfLeague,
  matchId,
  taskOf,
  type MatchTask,
  type PluginFile,
} from '#leagues/run/match-task.js';
import type { FailedMatch } from '#leagues/run/memory-match-queue.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { unmetConditions } from '../ledger/chain-conduct.js';
import { isOurs } from './differences/gas.js';
import { recordDifference } from './differences/record-difference.js';
import { isBeforeLostLoad } from './differences/reported-then.js';
import type { NamedRecord, RunHead } from '../bundles/run-head.js';
import { retracePlace } from './retrace/retrace-place.js';
import { retrace, type RetracePlace } from './retrace/retrace.js';
import { WrittenForms } from './differences/written-forms.js';
import type { LedgerChoice } from '../ledger/ledger-choice.js';
import type { MatchFinding } from './findings.js';
import type { RunScenarios } from './given/run-scenarios.js';

/** Plays matches once more: `playAll`, with as many workers as the reader wants. */
export type Replay = (
  tasks: readonly MatchTask[],
  on: { readonly ledger: LedgerChoice; readonly conditions: ChainConditions },
) => Promise<{
  readonly played: ReadonlyMap<string, MatchRecord>;
  readonly failed: readonly FailedMatch[];
}>;

export interface JudgedRun {
  readonly head: RunHead;
  /** derived anew */
  readonly plan: RunPlan;
  readonly scenarios: RunScenarios;
  /** by submission id; what is not there was withheld */
  readonly files: ReadonlyMap<string, PluginFile>;
  /** by submission id: why nothing can be played with it here */
  readonly unloadable: ReadonlyMap<string, string>;
  /** null: all are judged by their trades */
  readonly replay: Replay | null;
}

const DISTURBED = 'the clock struck in the replay only: the machine is too busy, try again';

/** Judges the records of a run, by replay where it has the sources, else by their trades. */
export class MatchJudge {
  private readonly planned: ReadonlyMap<string, PlannedMatch>;
  private readonly submissions: ReadonlyMap<string, FrozenSubmission>;
  /** where the first match that was seen was played */
  private network: string | null = null;
  private readonly forms: WrittenForms;
  private readonly engines = new Set<string>();
  private readonly enginesHere = new Set<string>();
  private withheldReasons = 0;
  /** matches of which nobody can tell what was ordered in vain */
  private notReplayed = 0;
  private olderKpis = false;

  private constructor(
    private readonly run: JudgedRun,
    private readonly solver: LpSolver,
  ) {
    const { head, plan } = run;
    this.forms = new WrittenForms(head.packages !== undefined);
    this.planned = new Map(plan.matches.map((match) => [matchId(head.id, match.id), match]));
    this.submissions = new Map(plan.submissions.map((frozen) => [frozen.id, frozen]));
  }

  static async open(run: JudgedRun): Promise<MatchJudge> {
    return new MatchJudge(run, await createHighsSolver());
  }

  /** One for each record, whose matches must be planned. */
  async verdicts(records: readonly NamedRecord[]): Promise<MatchFinding[]> {
    const open = records.filter(({ match }) => this.isReplayable(this.planned.get(match)!));
    const replayed = await this.replay(open);
    return records.map((record) => {
      this.network ??= record.record.report.chain.network;
      this.note(record.record);
      return this.verdict(record, open.includes(record) ? replayed.get(record.match)! : null);
    });
  }

  /** What the reader should know and speaks against nothing. */
  notes(): string[] {
    const { gasPrice } = this.run.scenarios.conditions;
    return [
      ...(gasPrice > 0n && this.network === 'memory'
        ? ['the ledger was in memory: the gas that the scenario prices is in no figure']
        : []),
      ...(this.network !== null && this.network !== 'memory'
        ? [`${factsOfChain(this.network)} on its chain (${this.network}) are as the file gives them`]
        : []),
      ...(this.olderKpis
        ? [
            'its KPIs are as older builds defined them: all demand counts as served, and lost load costs nothing',
          ]
        : []),
      ...(this.notReplayed > 0
        ? [
            `what was ordered and did not trade (new and open orders of rounds, who took part in periods of auctions) is the file's word in ${this.notReplayed} matches`,
          ]
        : []),
      ...(this.withheldReasons > 0 ? [`the reasons of ${this.withheldReasons} failures are withheld`] : []),
    ];
  }

  /** What only the records say: where the ledger was decides whether gas is in the figures. */
  given(): string[] {
    if (this.network === null) return [];
    const gas: Readonly<Record<string, string>> = {
      memory: 'nobody pays for gas',
      embedded: 'gas is paid at the price of the scenario',
    };
    const here = [...this.enginesHere];
    const isAnother = here.length > 0 && [...this.engines].some((engine) => !here.includes(engine));
    return [
      `ledger ${JSON.stringify(this.network)}: ${gas[this.network] ?? 'gas costs what the chain asks'}`,
      `played by engine ${[...this.engines].join(', ')}${isAnother ? `, replayed by ${here.join(', ')}` : ''}`,
    ];
  }

  private isReplayable({ scenario, teams, dealer }: PlannedMatch): boolean {
    const { files, unloadable, scenarios, replay } = this.run;
    if (replay === null || !scenarios.byName.has(scenario) || !this.isRepeatable(teams)) return false;
    return [...teams, dealer].every((id) => files.has(id) && !unloadable.has(id));
  }

  private isRepeatable(teams: readonly string[]): boolean {
    return isRepeatable(teams.map((id) => this.submissions.get(id)!));
  }

  private async replay(records: readonly NamedRecord[]): Promise<ReadonlyMap<string, MatchRecord | string>> {
    const { head, files, replay, scenarios } = this.run;
    const { conditions } = scenarios;
    if (records.length === 0 || replay === null) return new Map();
    const material = { files, packages: scenarios.packages, conduct: conductOfLeague(head.definition) };
    const onChain =
      conditions.gasPrice > 0n &&
      records.some(({ record: { report } }) => report.chain.network === 'embedded');
    const ledger = onChain ? 'embedded' : 'memory';
    const tasks = records.map(({ match }) => taskOf(head.id, this.planned.get(match)!, material));
    const { played, failed } = await replay(tasks, { ledger, conditions });
    for (const { report } of played.values()) {
      this.enginesHere.add(engineOf(report));
      this.forms.learn(report);
    }
    return new Map<string, MatchRecord | string>([
      ...played,
      ...failed.map(({ task, reason }) => [task.id, reason] as const),
    ]);
  }

  private verdict({ match, record }: NamedRecord, replayed: MatchRecord | string | null): MatchFinding {
    if (record.report.chain.network !== this.network)
      return { match, kind: 'different', field: 'report.chain.network' };
    const unlike = this.forms.complaint(record.report);
    if (unlike !== null) return { match, kind: 'different', field: unlike };
    const { scenario, teams, dealer } = this.planned.get(match)!;
    const missing = this.run.scenarios.missing.get(scenario);
    if (missing !== undefined) return { match, kind: 'unplayable', reason: missing };
    // All matches share its chain, whose blocks and prices are its own: such a scenario is refused there.
    if (
      !isOurs(this.network) &&
      unmetConditions(this.run.scenarios.byName.get(scenario)!.chain, null).length > 0
    )
      return { match, kind: 'different', field: 'report.chain.network' };
    const broken = [...teams, dealer].find((id) => this.run.unloadable.has(id));
    if (broken !== undefined)
      return { match, kind: 'unplayable', reason: this.run.unloadable.get(broken)!.split('\n')[0]! };
    if (typeof replayed === 'string') return { match, kind: 'unplayable', reason: replayed.split('\n')[0]! };
    if (!replayed) {
      const field = this.retraced(match, record);
      if (field !== null) return { match, kind: 'different', field };
      return { match, kind: this.isRepeatable(teams) ? 'no-source' : 'outside' };
    }
    const { field, excused, disturbed, gas } = recordDifference(
      record,
      replayed,
      () => this.place(match).drawn.instance,
    );
    if (field === null) return { match, kind: gas === 'foreign' ? 'gas-unverified' : 'identical' };
    if (disturbed) return { match, kind: 'unplayable', reason: DISTURBED };
    const impossible = excused ? this.retraced(match, record) : field;
    return impossible === null
      ? { match, kind: 'timing-dependent', field }
      : { match, kind: 'different', field: impossible };
  }

  private retraced(match: string, recorded: MatchRecord): string | null {
    this.notReplayed++;
    return retrace(recorded, this.place(match), this.solver);
  }

  private place(match: string): RetracePlace {
    const { head, scenarios } = this.run;
    const planned = this.planned.get(match)!;
    const frozen = (id: string): FrozenSubmission => this.submissions.get(id)!;
    const placed = {
      ...{ id: match, match: planned, conduct: conductOfLeague(head.definition) },
      ...{ agents: planned.teams.map(frozen), dealer: frozen(planned.dealer) },
    };
    return retracePlace(placed, scenarios.byName.get(planned.scenario)!);
  }

  private note({ report }: MatchRecord): void {
    this.engines.add(engineOf(report));
    this.olderKpis ||= isBeforeLostLoad(report);
    for (const { failures } of [...report.perSeat, report.dealer])
      this.withheldReasons += failures.filter(({ reason }) => reason === '').length;
  }
}

/** What only the file says of a chain: of a foreign one also whether gas had a price. */
function factsOfChain(network: string): string {
  return network === 'embedded'
    ? 'addresses, blocks and transactions'
    : 'addresses, blocks, transactions and what gas cost';
}

function engineOf({ engine }: MatchReport): string {
  return `${engine.version} (${engine.commit})`;
}
