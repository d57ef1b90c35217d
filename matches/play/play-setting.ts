import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import { openPackage, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { MarketRules } from '#market/instance.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { countDays, windowsOf } from '#market/energy/days/rolling-days.js';
import { agentSeatCount } from '#market/seating.js';
import type { Execution, MatchRecord, MatchReport, RoundRecord } from '#market/match/report/report.js';
import type { MatchPlans } from '#results/export/community-csv.js';
import type { DayRecord } from '../days/day-record.js';
import { Journal } from '../days/journal.js';
import { conditionsOf } from '../ledger/chain-conduct.js';
import { chainNotices, openChain, type LedgerChoice, type OpenedChain } from '../ledger/ledger-choice.js';
import { MatchLogs } from '../ledger/match-logs.js';
import { engineIdentity } from './engine-identity.js';
import { MatchConsoles } from './line-ups/match-consoles.js';
import { markedLineUp } from './line-ups/marked-line-up.js';
import type { OwnLineUp, OwnLineUpOptions } from './line-ups/named-line-up.js';
import { plansOf } from './shown/match-tables.js';
import { playTask, type PlayTask } from './play-task.js';
import { checkPlayable } from './playable.js';

/** Rules that `play` may change. */
export type PlayRules = Partial<Pick<MarketRules, 'roundCap' | 'book' | 'settlement'>>;

/** A scenario and who plays in it; plugins by reference name or file. */
export interface SettingRequest extends OwnLineUpOptions {
  readonly scenario: string;
  /** dealt to the agent seats in turn */
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly rules: PlayRules;
  /** where the ledger is kept */
  readonly chain: LedgerChoice;
  /** where transactions on a chain are written */
  readonly dataFolder: string;
  /** where the plugins' code runs */
  readonly execution: Execution;
  /** told what of the scenario does not apply where the ledger is kept */
  readonly onNotice?: (notice: string) => void;
}

/** Of days that follow one another, and who listens to order books. */
export interface DaysOptions {
  readonly onBook?: PlayTask['onBook'];
  /** file that keeps each day as it ends, and from which a match goes on */
  readonly journal?: string;
  readonly onDay?: (record: DayRecord, of: number) => void;
}

/** What `play` was asked for. */
export interface PlayRequest extends SettingRequest {
  readonly seed: string;
  readonly onRound?: (round: RoundRecord) => void;
}

export interface PlayedScenario extends MatchRecord, MatchPlans {
  readonly scenario: Scenario;
  readonly drawn: DrawnMarket;
  /** file of its transactions; null: it was not on a chain */
  readonly log: string | null;
  /** of a match over days; else empty */
  readonly days: readonly DayRecord[];
  /** what the plugins wrote; of those that run in this process nothing, it has been written already */
  readonly consoles: MatchConsoles;
}

/** What every play of a setting has in common. */
interface OpenedSetting {
  readonly request: SettingRequest;
  readonly scenario: Scenario;
  readonly solver: LpSolver;
  readonly chain: OpenedChain | null;
  readonly engine: MatchReport['engine'];
}

/** A scenario with its plugins loaded, ready to be played with one seed after the other. */
export class PlaySetting {
  private constructor(
    readonly scenarioPackage: ScenarioPackage,
    readonly plugins: OwnLineUp,
    private readonly opened: OpenedSetting,
    /** drawn and checked before it is asked for */
    private ahead: { readonly seed: string; readonly drawn: DrawnMarket } | null,
  ) {}

  /** `seed`: one that will be played, for what can be said before. Throws `ScenarioError`, `PluginError`, `InputError`. */
  static async open(request: SettingRequest, seed: string): Promise<PlaySetting> {
    const { scenario: name, chain: choice, agents, dealer, execution, onNotice } = request;
    const content = await packScenario(name);
    const scenario = await openPackage(content);
    const solver = await createHighsSolver();
    const drawn = scenario.draw(seed);
    checkPlayable(scenario, drawn, solver, name, request.seated);
    const plugins = await markedLineUp(execution, agents, dealer, solver, request);
    try {
      for (const notice of [...chainNotices(choice, drawn.chain), ...(drawn.notices ?? [])])
        onNotice?.(`${name}: ${notice}`);
      const chain = await openChain(choice, conditionsOf(drawn.chain));
      const engine = await engineIdentity();
      const opened = { request, scenario, solver, chain, engine };
      return new PlaySetting(content, plugins, opened, { seed, drawn });
    } catch (error) {
      await plugins.close();
      throw error;
    }
  }

  /** Throws `ScenarioError`, `InputError`. */
  async play(
    seed: string,
    onRound?: (round: RoundRecord) => void,
    options: DaysOptions = {},
  ): Promise<PlayedScenario> {
    const { plugins } = this;
    const { request, scenario, solver, chain, engine } = this.opened;
    const { scenario: name, rules, dataFolder } = request;
    const found = this.drawn(seed);
    const drawn = { ...found, rules: { ...found.rules, ...rules } };
    const id = `${scenario.id}/${seed}`;
    const log = chain === null ? null : new MatchLogs(dataFolder).fileOf(id);
    const consoles = new MatchConsoles();
    let plans: MatchPlans = { plans: [], plansBefore: [] };
    const journal = await this.journal(drawn, seed, options);
    const days = [...(journal?.records ?? [])];
    const record = await playTask({
      ...{ id, drawn, seed, lineUp: plugins.heardBy(consoles), solver, engine },
      ledger: { chain: chain && chain.source, match: id, scenario: name, ...(log !== null && { log }) },
      ...(onRound && { onRound }),
      ...(options.onBook && { onBook: options.onBook }),
      days: {
        records: journal?.records ?? [],
        add: async (record) => {
          days.push(record);
          await journal?.add(record);
          options.onDay?.(record, countDays(drawn.rolling!));
        },
      },
      onPlayed: ({ seats }) => (plans = plansOf(seats)),
    });
    // Plans of an auction are not the community's: none of its flows may be read from them.
    const { community: _, ...market } = drawn;
    return { ...record, scenario, drawn: drawn.auction ? market : drawn, ...plans, log, days, consoles };
  }

  /** What is played with a seed, and can be. */
  private drawn(seed: string): DrawnMarket {
    const { ahead } = this;
    const { request, scenario, solver } = this.opened;
    this.ahead = null;
    if (ahead?.seed === seed) return ahead.drawn;
    const drawn = scenario.draw(seed);
    checkPlayable(scenario, drawn, solver, request.scenario, request.seated);
    return drawn;
  }

  /** Of a match over days that is to be kept. */
  private async journal(drawn: DrawnMarket, seed: string, { journal }: DaysOptions): Promise<Journal | null> {
    const { rolling, rules, instance } = drawn;
    if (journal === undefined || !rolling) return null;
    const { plugins } = this;
    const { engine, scenario } = this.opened;
    const { dealer, execution } = plugins;
    return Journal.open(journal, {
      ...{
        scenario: scenario.id,
        seed,
        seats: plugins.identities(agentSeatCount(instance)),
        dealer,
        execution,
      },
      ...{ version: engine.version, rules, rolling },
      foreseen: Array.from({ length: countDays(rolling) }, (_, day) =>
        windowsOf(rolling, day).map((window) => rolling.foresee(window)),
      ),
    });
  }

  async close(): Promise<void> {
    await this.opened.chain?.source.close();
    await this.plugins.close();
  }
}
