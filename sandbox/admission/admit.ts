import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { inspectPlugin, type PluginFacts } from '../calls/inspect-plugin.js';
import { ProcessorAllowance } from '../seats/allowance.js';
import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';
import { PluginConsole } from '../seats/plugin-console.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';
import { PluginError } from '../calls/plugin-error.js';
import { probeAgent, probeDealer, type ProbeResult } from './probes.js';
import { readPluginFile, readSource } from './read-source.js';
import { referenceEarnings } from './reference-earnings.js';
import { trialMarkets, wideMarket, type TrialMarket } from './trial-markets.js';
import { TrialPatience } from './trial-patience.js';
import { probeBidder } from './probe-bidder.js';
import { playTrialAuction, trialAuctions, type TrialAuction } from './trial-auction.js';
import { isAuction, trialMarketName } from './trial-kinds.js';
import { DisturbedTrialError } from './disturbed-trial.js';
import { playLeagueTrials, type LeagueTrials } from './league-trials.js';
import {
  describeFailures,
  playTrial,
  traceHash,
  type TrialSurroundings,
  type TrialMatch,
} from './trial-match.js';
import type { Check, CheckName, AdmissionVerdict } from './verdict.js';

export interface AdmissionOptions {
  readonly solver: LpSolver;
  /** default: a pool of its own, started and closed for the purpose */
  readonly pool?: SandboxPool;
  readonly limits?: SandboxLimits;
  /** the trial matches are played on these; default: `trialMarkets` */
  readonly markets?: readonly TrialMarket[];
  /** and on these: what it is to play in */
  readonly also?: readonly (TrialMarket | TrialAuction)[];
  /** markets of the leagues that it may enter; default: none, and no such check */
  readonly leagues?: LeagueTrials;
  /** what the references earn in the places of the plugin is told beside what it earned: their matches are played besides */
  readonly references?: readonly string[];
  /** told as each check is done */
  readonly onCheck?: (check: Check) => void;
  /** told what the plugin wrote to its console in each trial match; for its author only */
  readonly onConsole?: (market: string, console: PluginConsole) => void;
}

/**
 * Decides whether a plugin may play. Everything the author's code does happens in sandbox processes
 * that serve this plugin only. Never throws for what is in the file, but `DisturbedTrialError` where the machine was too busy.
 */
export async function admit(
  bytes: Uint8Array,
  fileName: string,
  options: AdmissionOptions,
): Promise<AdmissionVerdict> {
  // Without spares: it starts the processes that it needs and none besides.
  const pool = options.pool ?? new SandboxPool({ spares: 0 });
  try {
    return await new Admission(bytes, fileName, pool, options).decide();
  } finally {
    if (!options.pool) await pool.close();
  }
}

/**
 * The same for a file on disk, as `gridleague check` runs it. Throws `PluginError` only when the file
 * cannot be read.
 */
export async function checkPlugin(path: string, options: AdmissionOptions): Promise<AdmissionVerdict> {
  return admit(await readPluginFile(path), path, options);
}

/**
 * A run of the trial matches may take as long as so many calls that use all their time. Whoever computes is
 * ended by the processor time of the whole admission long before.
 */
const PATIENCE_CALLS = 300;

/** Failures that an author is told of. */
const SHOWN_FAILURES = 5;

/** Questions of one market, and what hears what the plugin writes meanwhile. */
interface Probes {
  readonly where: string;
  readonly probe: (console: PluginConsole) => Promise<readonly ProbeResult[]>;
}

class Admission {
  private readonly checks: Check[] = [];
  private readonly limits: SandboxLimits;
  private readonly markets: readonly TrialMarket[];
  private readonly auctions: readonly TrialAuction[];
  private readonly sha256: string;
  private readonly allowance: ProcessorAllowance;
  private submission: Submission | null = null;
  private facts: PluginFacts | null = null;
  private hash: string | null = null;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly fileName: string,
    private readonly pool: SandboxPool,
    private readonly options: AdmissionOptions,
  ) {
    this.limits = options.limits ?? defaultSandboxLimits;
    this.allowance = new ProcessorAllowance(this.limits.admissionMilliseconds, 'admission');
    this.sha256 = createHash('sha256').update(bytes).digest('hex');
    const also = options.also ?? [];
    this.markets = [
      ...(options.markets ?? trialMarkets(this.sha256)),
      ...also.flatMap((market) => (isAuction(market) ? [] : [market])),
    ];
    this.auctions = [...trialAuctions(), ...also.filter(isAuction)];
  }

  async decide(): Promise<AdmissionVerdict> {
    await this.runChecks();
    const { submission, facts } = this;
    return {
      passed: this.checks.every(({ passed }) => passed),
      checks: this.checks,
      file: basename(this.fileName),
      kind: facts?.kind ?? null,
      name: facts?.name ?? null,
      description: facts?.description ?? null,
      sha256: this.sha256,
      bundleSha256: submission?.bundleSha256 ?? null,
      traceHash: this.hash,
    };
  }

  private async runChecks(): Promise<void> {
    const source = await this.attempt('file', () => readSource(this.bytes, this.fileName));
    if (source === null) return;
    this.report('file', true, `${this.bytes.length} bytes of UTF-8 text`);
    this.submission = await this.attempt('compile', () => prepareSubmission(source, this.fileName));
    if (!this.submission) return;
    this.report('compile', true, 'compiles, and imports nothing but the SDK');
    if (!(await this.load(this.submission))) return;
    if (!(await this.probe(this.submission, this.facts!.kind))) return;
    if (!(await this.playMatches(this.submission, this.facts!.kind))) return;
    const { leagues } = this.options;
    if (leagues) await this.playLeagues(this.submission, this.facts!.kind, leagues);
  }

  private async load(submission: Submission): Promise<boolean> {
    const loaded = await inspectPlugin(this.pool, submission, this.limits);
    if (loaded.outcome !== 'ok') return this.report('load', false, `${loaded.outcome}: ${loaded.reason}`);
    this.facts = loaded.value;
    return this.report('load', true, `${this.facts.kind} "${this.facts.name}"`);
  }

  private async probe(submission: Submission, kind: PluginFacts['kind']): Promise<boolean> {
    let answers = 0;
    for (const { where, probe } of this.probesOf(submission, kind)) {
      const console = new PluginConsole();
      const results = await probe(console);
      answers += results.length;
      const bad = results.flatMap(({ probe, result }) =>
        result.outcome === 'ok' ? [] : [`${probe}: ${result.outcome}: ${result.reason}`],
      );
      if (bad.length === 0) continue;
      this.options.onConsole?.(`the probes with ${where}`, console);
      return this.report('probes', false, bad.join('\n'));
    }
    return this.report('probes', true, `${answers} answers, all in form`);
  }

  private probesOf(submission: Submission, kind: PluginFacts['kind']): readonly Probes[] {
    if (kind === 'bidder')
      return [
        {
          where: 'a double auction',
          probe: (console) => probeBidder(submission, this.surroundings, console),
        },
      ];
    const ask = kind === 'agent' ? probeAgent : probeDealer;
    return [this.markets[0]!, wideMarket()].map((market) => ({
      where: `${market.instance.resources.length} resources`,
      probe: (console) => ask(submission, market, this.surroundings, console),
    }));
  }

  /** Plays all matches twice at the same time, in processes of which those of the second run never see the first. */
  private async playMatches(submission: Submission, kind: PluginFacts['kind']): Promise<boolean> {
    const strange = this.options.also?.find((market) => isAuction(market) !== (kind === 'bidder'));
    if (strange)
      return this.report(
        'matches',
        false,
        kind === 'bidder'
          ? `a bidder plays double auctions: ${trialMarketName(strange)} is none`
          : `${trialMarketName(strange)} is a double auction, which bidders play`,
      );
    // The pool gives a process back to the same hash only: under another one the two runs never share any.
    const again = { ...submission, sha256: `${submission.sha256}/again` };
    await this.pool.forget(again);
    const [first, second] = await Promise.all([this.playAll(submission, kind), this.playAll(again, kind)]);
    for (const { market, console } of first) this.options.onConsole?.(market, console);
    const failures = (first.some(hasFailed) ? first : second).flatMap(describeFailures);
    if (failures.length > 0) {
      const shown = failures.slice(0, SHOWN_FAILURES).map(({ text }) => text);
      return this.report('matches', false, shown.join('\n'));
    }
    const { references = [] } = this.options;
    const isWeighed = kind === 'agent' && references.length > 0;
    const earned = isWeighed
      ? await referenceEarnings(first, this.markets, references, this.surroundings)
      : [];
    this.report(
      'matches',
      true,
      first.map((match, i) => describeTrial(match) + (earned[i] ?? '')).join('\n'),
    );
    const [one, other] = [traceHash(first), traceHash(second)];
    const disturbed = [...first, ...second].find(({ disturbance }) => disturbance !== null);
    if (one !== other && disturbed) throw new DisturbedTrialError(disturbed.disturbance!);
    return this.compare(one, other);
  }

  private compare(one: string, other: string): boolean {
    const [a, b] = [one.slice(0, 16), other.slice(0, 16)];
    if (one !== other)
      return this.report(
        'determinism',
        false,
        `not deterministic: the same matches in two fresh processes went differently (${a} and ${b})`,
      );
    this.hash = one;
    return this.report('determinism', true, `two processes, one trace: ${a}`);
  }

  /** What leagues play, once, with limits of its own. */
  private async playLeagues(
    submission: Submission,
    kind: PluginFacts['kind'],
    leagues: LeagueTrials,
  ): Promise<void> {
    const found = await playLeagueTrials(submission, kind, leagues, {
      ...{ pool: this.pool, solver: this.options.solver },
    });
    const untried = found.untried.map((one) => `not tried: ${one}`);
    if (found.failures.length > 0)
      this.report('leagues', false, found.failures.slice(0, SHOWN_FAILURES).join('\n'));
    else {
      const told = [...found.played.map(describeTrial), ...untried];
      this.report('leagues', true, told.join('\n') || 'there is no league that it may enter');
    }
  }

  /** The matches up to the first in which the plugin failed. */
  private async playAll(submission: Submission, kind: PluginFacts['kind']): Promise<TrialMatch[]> {
    const patience = new TrialPatience(this.allowance, PATIENCE_CALLS * this.limits.milliseconds);
    const surroundings = { ...this.surroundings, allowance: patience };
    const matches: TrialMatch[] = [];
    const trials =
      kind === 'bidder'
        ? this.auctions.map((auction) => () => playTrialAuction(submission, auction, surroundings))
        : this.markets.map((market) => () => playTrial(submission, kind, market, surroundings));
    for (const play of trials) {
      matches.push(await play());
      if (matches.some(hasFailed)) break;
    }
    return matches;
  }

  private get surroundings(): TrialSurroundings {
    const { pool, limits, allowance } = this;
    return { pool, limits, allowance, solver: this.options.solver };
  }

  /** The value, or null and a failed check if it is the author's fault. */
  private async attempt<T>(name: CheckName, work: () => T | Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      this.report(name, false, error.message);
      return null;
    }
  }

  private report(name: CheckName, passed: boolean, message: string): boolean {
    const check = { name, passed, message };
    this.checks.push(check);
    this.options.onCheck?.(check);
    return passed;
  }
}

function hasFailed({ failures }: TrialMatch): boolean {
  return failures.length > 0;
}

function describeTrial({ market, ending }: TrialMatch): string {
  return `${market}: ${ending}`;
}
