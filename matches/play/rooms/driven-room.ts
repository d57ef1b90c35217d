import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type MatchReport } from '#market/match/report/report.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import { engineIdentity } from '../engine-identity.js';
import type { Entrant } from '../line-ups/line-up.js';
import { remembered } from './remembered.js';

/**
 * What the matches of one driver share: files are read once, and a solver serves one match at a time. The plugins beside the
 * driver's seats are run in this process, unshielded: their code and the driver's are the same person's.
 */
export class DrivenRoom {
  private readonly scenarios = new Map<string, Promise<Scenario>>();
  private readonly plugins = new Map<string, Promise<OwnPlugin>>();
  private readonly idle: LpSolver[] = [];

  private constructor(
    readonly engine: MatchReport['engine'],
    private readonly loader: Here,
  ) {}

  static async open(): Promise<DrivenRoom> {
    return new DrivenRoom(await engineIdentity(), new Here(await createHighsSolver()));
  }

  /** Throws `ScenarioError`. */
  scenario(name: string): Promise<Scenario> {
    return remembered(this.scenarios, name, () => loadScenario(name));
  }

  /** A reference plugin by name, or a file. Throws `PluginError`. */
  async entrant(name: string, kind: 'agent' | 'dealer'): Promise<Entrant<OwnPlugin>> {
    const submission = await remembered(this.plugins, `${kind} ${name}`, () =>
      OwnPlugin.load(name, kind, this.loader),
    );
    return { identity: identityOf(submission), submission };
  }

  /** Where the plugins of one match run, the driver's among them. */
  pool(solver: LpSolver): MixedPool<OwnPlugin> {
    return new MixedPool(new Here(solver), async () => solver);
  }

  async takeSolver(): Promise<LpSolver> {
    return this.idle.pop() ?? (await createHighsSolver());
  }

  giveBack(solver: LpSolver): void {
    this.idle.push(solver);
  }
}
