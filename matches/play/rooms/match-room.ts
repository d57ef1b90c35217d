import type { ChainSource } from '#contracts/service/chain.port.js';
import type { HeardMatch, MissingPart } from '#leagues/run/match-player.port.js';
import type { MatchTask, PluginFile } from '#leagues/run/match-task.js';
import { openPackage, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import { identityOf, type MatchReport, type RoundRecord } from '#market/match/report/report.js';
import type { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { MixedPool } from '#sandbox/elsewhere/mixed-pool.js';
import type { OutsidePlugin } from '#sandbox/elsewhere/outside-plugin.js';
import type { Partner } from '#sandbox/elsewhere/partner.js';
import { RemoteAgent } from '#sandbox/elsewhere/remote-agent.js';
import { prepareAdmitted, type Submission } from '#sandbox/compile/submission.js';
import type { DayRecord } from '../../days/day-record.js';
import { InputError } from '../../input-error.js';
import { conducted } from '../conducted.js';
import { engineIdentity } from '../engine-identity.js';
import { isRepeatable } from '#leagues/pairing/run-plan.js';
import { messageOf } from '#market/errors.js';
import { sandboxed, type Entrant, type LineUp } from '../line-ups/line-up.js';
import { LossWatch } from '../line-ups/loss-watch.js';
import { MatchConsoles } from '../line-ups/match-consoles.js';
import type { KeptDays, PlayTask } from '../mechanisms/mechanism.port.js';
import { playTask } from '../play-task.js';
import { remembered } from './remembered.js';

/** Seats a program of whoever plays the match, on this machine. */
export type SeatOutside = (plugin: PluginFile) => OutsidePlugin;

/** How those are seated that play from outside of the sandbox. */
export interface OutsideSeats {
  readonly remote: {
    /** to an agent, by the id of its submission */
    readonly line: (agent: string) => Partner;
    /** that it has to be there, and for each call */
    readonly seconds: number;
  };
  readonly own: SeatOutside;
}

/** Where uploads play, no program is started. */
export const refuseOthers: SeatOutside = ({ name }) => {
  throw new InputError(`${name}: plays on the machine of its author alone`);
};

/** Times a match is played for a loss that does not repeat. */
const MOST_TAKES = 4;

/** Who follows a match. */
export interface RoomListener {
  readonly onRound: (round: RoundRecord) => void;
  readonly onBook?: PlayTask['onBook'];
  readonly onPlayed?: (played: PlayedMatch) => void;
  /** after each day of a match over days */
  readonly onDay?: (record: DayRecord) => void;
  /** days that earlier attempts have played, and who keeps those to come: no day, and none after it, with a loss that may not repeat */
  readonly days?: KeptDays;
}

/** Of a match, which may take several. */
interface Take {
  readonly watch: LossWatch;
  /** days without a loss until then */
  readonly sure: DayRecord[];
}

/** Plays matches of leagues, one after the other: plugins in the sandbox, the ledger on a chain or in memory. */
export class MatchRoom {
  private readonly scenarios = new Map<string, Promise<Scenario>>();
  private readonly submissions = new Map<string, Promise<Submission>>();

  private constructor(
    readonly solver: LpSolver,
    readonly engine: MatchReport['engine'],
    private readonly pool: SandboxPool,
    private readonly outside: OutsideSeats,
  ) {}

  static async open(pool: SandboxPool, outside: OutsideSeats): Promise<MatchRoom> {
    return new MatchRoom(await createHighsSolver(), await engineIdentity(), pool, outside);
  }

  /**
   * Plays a match; `chain`: null, its ledger is in memory. One in which a sandbox process got lost is played again, over days from that day
   * on: a loss counts only if the match goes the same way twice, where it can be played again at all. Throws only for faults of the platform.
   */
  async play(
    task: MatchTask,
    attempt: number,
    chain: ChainSource | null,
    listener: RoomListener,
  ): Promise<HeardMatch> {
    let before: string | null = null;
    const sure = [...(listener.days?.records ?? [])];
    for (let take = 1; ; take++) {
      const watch = new LossWatch();
      const played = await this.playOnce(task, `${attempt}.${take}`, chain, { watch, sure, ...listener });
      const { resultHash } = played.report;
      const isFinal = !watch.lost || resultHash === before || take === MOST_TAKES;
      if (isFinal || !isRepeatable(task.agents)) return played;
      before = resultHash;
    }
  }

  /** Tries what every match needs: the chain, a compiler, a sandbox. Returns what cannot be had; null: nothing. */
  async check(chain: ChainSource | null): Promise<MissingPart | null> {
    let part: MissingPart['part'] = 'the chain';
    try {
      if (chain) await answers(chain);
      part = 'the compiler';
      const submission = await prepareAdmitted('export default 1;', 'check.js');
      part = 'a sandbox';
      await (await this.pool.open(submission, 1, this.pool.limits)).close();
      return null;
    } catch (error) {
      return { part, reason: messageOf(error) };
    }
  }

  private async playOnce(
    task: MatchTask,
    take: string,
    chain: ChainSource | null,
    { watch, sure, onRound, onBook, onPlayed, onDay, days }: RoomListener & Take,
  ): Promise<HeardMatch> {
    const { solver, engine } = this;
    const scenario = await this.scenario(task.scenario);
    const { seed } = task.match;
    const consoles = new MatchConsoles();
    const record = await playTask({
      ...{ id: task.id, seed, solver, engine, onRound },
      ...(onBook && { onBook }),
      ...(onPlayed && { onPlayed }),
      days: {
        records: [...sure],
        add: async (record) => {
          onDay?.(record);
          if (watch.lost) return;
          sure.push(record);
          await days?.add(record);
        },
      },
      drawn: conducted(scenario.draw(seed), task.conduct, seed),
      lineUp: watch.over(await this.lineUp(task, consoles)),
      ledger: { chain, match: `${task.id}/${take}`, scenario: scenario.id },
    });
    return { ...record, consoles: consoles.of(task.match) };
  }

  private async lineUp({ agents, dealer, conduct }: MatchTask, consoles: MatchConsoles): Promise<LineUp> {
    const entrant = async (file: PluginFile): Promise<Entrant<Submission | OutsidePlugin>> => {
      return { identity: identityOf(file), submission: await this.submission(file) };
    };
    const pool = new MixedPool(this.pool, createHighsSolver);
    const lineUp = sandboxed(pool, await Promise.all(agents.map(entrant)), await entrant(dealer), {
      ...{ limits: conduct.limits, consoles },
    });
    return isRepeatable(agents) ? lineUp : { ...lineUp, execution: 'not-sandboxed' };
  }

  /** By its hash: the content of one that has been opened may be left out. */
  scenario(scenario: ScenarioPackage): Promise<Scenario> {
    return remembered(this.scenarios, scenario.sha256, () => openPackage(scenario));
  }

  private async submission(plugin: PluginFile): Promise<Submission | OutsidePlugin> {
    const { sha256, source, file, outside } = plugin;
    const { remote, own } = this.outside;
    if (outside === 'remote') return new RemoteAgent(plugin, remote.line, remote.seconds);
    if (outside !== undefined) return own(plugin);
    // The name tells the language: the same text may be two programs.
    return remembered(this.submissions, `${sha256} ${file}`, () => prepareAdmitted(source, file));
  }
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
