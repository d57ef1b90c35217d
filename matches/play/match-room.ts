import { ChainLedger } from '#contracts/client/chain-ledger.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { MissingPart } from '#leagues/run/match-player.port.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import type { MatchTask, PluginFile } from '#leagues/run/match-task.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { identityOf, type MatchReport } from '#market/match/report.js';
import { agentSeats, dealt } from '#market/seating.js';
import { changedLimits } from '#sandbox/calls/limits.js';
import { MatchAllowances } from '#sandbox/seats/match-allowances.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import type { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { prepareAdmitted, type Submission } from '#sandbox/compile/submission.js';
import { ledgerOptions } from '../ledger/chain-conduct.js';
import { conducted } from './conducted.js';
import { engineIdentity } from './engine-identity.js';
import { narrowChain } from '../ledger/narrow-chain.js';
import { runMatch } from './run-match.js';
import { systemClock } from './system-clock.js';
import { recordSchema } from '../verify/record-schema.js';
import { retrace } from '../verify/retrace.js';
import { retracePlace } from '../verify/retrace-place.js';
import { LossWatch } from './loss-watch.js';
import type { LedgerKind } from '../workers/protocol.js';

/** Times a match is played for a loss that does not repeat. */
const MOST_TAKES = 4;

/** Plays matches of leagues, one after the other: plugins in the sandbox, the ledger on a chain or in memory. */
export class MatchRoom {
  private readonly scenarios = new Map<string, Promise<Scenario>>();
  private readonly submissions = new Map<string, Promise<Submission>>();

  private constructor(
    private readonly solver: LpSolver,
    private readonly engine: MatchReport['engine'],
    private readonly pool: SandboxPool,
    private readonly chain: ChainSource,
  ) {}

  static async open(pool: SandboxPool, chain: ChainSource): Promise<MatchRoom> {
    return new MatchRoom(await createHighsSolver(), await engineIdentity(), pool, chain);
  }

  /**
   * Plays a match. One in which a sandbox process got lost is played again: a loss counts only if the
   * match goes the same way twice. Throws only for faults of the platform.
   */
  async play(
    task: MatchTask,
    attempt: number,
    kind: LedgerKind,
    onRound: () => void,
  ): Promise<PlayedMatchRecord> {
    let before: string | null = null;
    for (let take = 1; ; take++) {
      const watch = new LossWatch();
      const played = await this.playOnce(task, `${attempt}.${take}`, kind, watch, onRound);
      const { resultHash } = played.report;
      if (!watch.lost || resultHash === before || take === MOST_TAKES) return played;
      before = resultHash;
    }
  }

  /** Tries what every match needs: the chain, a compiler, a sandbox. Returns what cannot be had; null: nothing. */
  async check(kind: LedgerKind): Promise<MissingPart | null> {
    let part: MissingPart['part'] = 'the chain';
    try {
      if (kind === 'chain') await answers(this.chain);
      part = 'the compiler';
      const submission = await prepareAdmitted('export default 1;', 'check.js');
      part = 'a sandbox';
      await (await this.pool.open(submission, 1, this.pool.limits)).close();
      return null;
    } catch (error) {
      return { part, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Whether the figures of a match that cannot be replayed exactly fit its scenario and each other. */
  async isConsistent(task: MatchTask, recorded: PlayedMatchRecord): Promise<boolean> {
    // As a bundle's line: where JSON says null, infinite numbers come back.
    const { success, data } = recordSchema.safeParse({ match: task.id, ...recorded });
    if (!success) return false;
    const place = retracePlace(task, await this.scenario(task.match.scenario));
    return retrace(data, place, this.solver) === null;
  }

  private async playOnce(
    task: MatchTask,
    take: string,
    kind: LedgerKind,
    watch: LossWatch,
    onRound: () => void,
  ): Promise<PlayedMatchRecord> {
    const scenario = await this.scenario(task.match.scenario);
    const drawn = conducted(scenario.draw(task.match.seed), task.conduct);
    const playOn = (ledger: Ledger): Promise<PlayedMatchRecord> =>
      this.playOn(ledger, task, drawn, watch, onRound);
    if (kind === 'memory') return playOn(new MemoryLedger());
    // Its accounts are this attempt's own: an earlier one may have left money on them.
    let life = 0;
    try {
      return await repeatOnChainLoss(this.chain, (chain) => {
        const match = `${task.id}/${take}.${++life}`;
        return playOn(new ChainLedger(chain, ledgerOptions(chain, drawn, match)));
      });
    } catch (error) {
      const narrow = narrowChain(error, drawn.instance);
      throw narrow ? new Error(`${scenario.id}: ${narrow.field}: ${narrow.reason}`) : error;
    }
  }

  private async playOn(
    ledger: Ledger,
    task: MatchTask,
    drawn: DrawnMarket,
    watch: LossWatch,
    onRound: () => void,
  ): Promise<PlayedMatchRecord> {
    const { pool, solver, engine } = this;
    const { seed } = task.match;
    const teams = dealt(task.agents, agentSeats(drawn.instance));
    const plugins = await Promise.all(teams.map((team) => this.submission(team)));
    const plugin = await this.submission(task.dealer);
    const limits = changedLimits(task.conduct.limits ?? {});
    const shares = new MatchAllowances(limits);
    const { report, rounds } = await runMatch({
      ...{ id: task.id, drawn, seed, ledger, solver, engine, onRound },
      plugins: teams.map(identityOf),
      dealerPlugin: identityOf(task.dealer),
      execution: 'sandbox',
      traders: watch.traders(
        sandboxTraders({ pool, plugins, seed, limits, allowanceOf: (_, seats) => shares.join(seats) }),
      ),
      dealer: watch.dealer(sandboxDealer({ pool, plugin, seed, limits, allowance: shares.join(1) })),
      clock: systemClock,
    });
    return { report, rounds, roundCap: drawn.rules.roundCap };
  }

  private scenario(name: string): Promise<Scenario> {
    return remembered(this.scenarios, name, () => loadScenario(name));
  }

  private submission({ sha256, source, file }: PluginFile): Promise<Submission> {
    return remembered(this.submissions, sha256, () => prepareAdmitted(source, file));
  }
}

/** The value of a key, made once; a failure is forgotten. */
function remembered<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const made = make();
  memory.set(key, made);
  made.catch(() => memory.delete(key));
  return made;
}

/** Throws where a chain does not. */
async function answers(chain: ChainSource): Promise<void> {
  const lease = await chain.lease();
  try {
    await lease.balance(lease.operator.address);
  } finally {
    await lease.release();
  }
}
