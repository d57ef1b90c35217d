import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { inspectSubmission, type PluginFacts } from '../host/inspect-submission.js';
import { defaultSandboxLimits, type SandboxLimits } from '../host/limits.js';
import type { PluginConsole } from '../host/plugin-console.js';
import { SandboxPool } from '../host/sandbox-pool.js';
import { prepareSubmission, type Submission } from '../host/submission.js';
import { PluginError } from '../in-process/plugin-error.js';
import { probeAgent, probeDealer } from './probes.js';
import { readSource } from './read-source.js';
import { trialMarkets, wideMarket, type TrialMarket } from './trial-markets.js';
import { playTrial, traceHash, type Surroundings, type TrialMatch } from './trial-match.js';
import type { Check, CheckName, Verdict } from './verdict.js';

export interface AdmissionOptions {
  readonly solver: LpSolver;
  /** default: a pool of its own, started and closed for the purpose */
  readonly pool?: SandboxPool;
  readonly limits?: SandboxLimits;
  /** the trial matches are played on these; default: `trialMarkets` */
  readonly markets?: readonly TrialMarket[];
  /** told as each check is done */
  readonly onCheck?: (check: Check) => void;
  /** told what the plugin wrote to its console in each trial match; for its author only */
  readonly onConsole?: (market: string, console: PluginConsole) => void;
}

/**
 * Decides whether a plugin may play. Everything the author's code does happens in sandbox processes
 * that serve this plugin only. Never throws for what is in the file.
 */
export async function admit(
  bytes: Uint8Array,
  fileName: string,
  options: AdmissionOptions,
): Promise<Verdict> {
  const pool = options.pool ?? new SandboxPool();
  try {
    return await new Admission(bytes, fileName, pool, options).decide();
  } finally {
    if (!options.pool) await pool.close();
  }
}

class Admission {
  private readonly checks: Check[] = [];
  private readonly limits: SandboxLimits;
  private readonly markets: readonly TrialMarket[];
  private readonly sha256: string;
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
    this.sha256 = createHash('sha256').update(bytes).digest('hex');
    this.markets = options.markets ?? trialMarkets(this.sha256);
  }

  async decide(): Promise<Verdict> {
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
    await this.probe(this.submission, this.facts!.kind);
    await this.playMatches(this.submission, this.facts!.kind);
  }

  private async load(submission: Submission): Promise<boolean> {
    const loaded = await inspectSubmission(this.pool, submission, this.limits);
    if (loaded.outcome !== 'ok') return this.report('load', false, `${loaded.outcome}: ${loaded.reason}`);
    this.facts = loaded.value;
    return this.report('load', true, `${this.facts.kind} "${this.facts.name}"`);
  }

  private async probe(submission: Submission, kind: 'agent' | 'dealer'): Promise<void> {
    const probe = kind === 'agent' ? probeAgent : probeDealer;
    const results = [
      ...(await probe(submission, this.markets[0]!, this.surroundings)),
      ...(await probe(submission, wideMarket(), this.surroundings)),
    ];
    const bad = results.flatMap(({ probe, result }) =>
      result.outcome === 'ok' ? [] : [`${probe}: ${result.outcome}: ${result.reason}`],
    );
    this.report(
      'probes',
      bad.length === 0,
      bad.length === 0 ? `${results.length} answers, all in form` : bad.join('\n'),
    );
  }

  private async playMatches(submission: Submission, kind: 'agent' | 'dealer'): Promise<void> {
    const first = await this.playAll(submission, kind);
    for (const { market, console } of first) this.options.onConsole?.(market, console);
    const bad = first.flatMap(({ market, failures }) => failures.map((failure) => ({ market, ...failure })));
    const shown = bad
      .slice(0, 5)
      .map(({ market, round, kind, reason }) => `${market}, round ${round}: ${kind}: ${reason}`);
    const summary = first.map(
      ({ market, played }) => `${market}: ${played.outcome} after ${played.rounds.length} rounds`,
    );
    this.report('matches', bad.length === 0, (bad.length === 0 ? summary : shown).join('\n'));
    this.hash = traceHash(first);
    // From here on in a process that has never seen the plugin.
    await this.pool.forget(submission);
    const again = traceHash(await this.playAll(submission, kind));
    const same = again === this.hash;
    this.report(
      'determinism',
      same,
      same
        ? `two processes, one trace: ${this.hash.slice(0, 16)}`
        : `not deterministic: the same matches in two fresh processes went differently (${this.hash.slice(0, 16)} and ${again.slice(0, 16)})`,
    );
    if (!same) this.hash = null;
  }

  private async playAll(submission: Submission, kind: PluginFacts['kind']): Promise<TrialMatch[]> {
    const matches: TrialMatch[] = [];
    for (const market of this.markets)
      matches.push(await playTrial(submission, kind, market, this.surroundings));
    return matches;
  }

  private get surroundings(): Surroundings {
    return { pool: this.pool, limits: this.limits, solver: this.options.solver };
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
