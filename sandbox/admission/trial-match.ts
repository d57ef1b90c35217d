import { createHash } from 'node:crypto';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import type { Clock } from '#market/clock.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { playMatch } from '#market/match/play-match.js';
import type { FailureRecord } from '#market/match/report/report.js';
import type { Seat } from '#market/match/seats/seat.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { Allowance } from '../seats/allowance.js';
import type { SandboxLimits } from '../calls/limits.js';
import { MatchAllowances } from '../seats/match-allowances.js';
import { PluginConsole } from '../seats/plugin-console.js';
import { sandboxDealer } from '../seats/dealer.js';
import type { SandboxPool } from '../isolated/sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import type { Submission } from '../compile/submission.js';
import { disturbanceOf } from './disturbed-trial.js';
import { findPlugin } from './find-plugin.js';
import { lateSeed } from './late-seed.js';
import type { TrialMarket } from './trial-markets.js';

export interface TrialMatch {
  readonly market: string;
  /** how it ended, for its author */
  readonly ending: string;
  /** all that a replay must repeat; its big numbers are hashed as texts */
  readonly trace: object;
  /** of the plugin under trial only; an auction has periods for rounds */
  readonly failures: readonly FailureRecord[];
  /** of the reference plugins that played along (`disturbanceOf`) */
  readonly disturbance: string | null;
  readonly turns: 'round' | 'period';
  /** what it wrote to its console */
  readonly console: PluginConsole;
  /** what its seats saved on average, money; null: of a dealer, or a bidder */
  readonly saved: number | null;
}

/** What trials run on. */
export interface TrialSurroundings {
  readonly pool: SandboxPool;
  readonly limits: SandboxLimits;
  readonly solver: LpSolver;
  /** of the plugin under trial, over all that it is asked */
  readonly allowance: Allowance;
  /** bounds the market's own work; default: one that stands still */
  readonly clock?: Clock;
}

/** Among so few agents the plugin plays every other seat, in a crowd every third. */
const FEW_AGENTS = 12;

/** Plays the plugin with reference plugins: an agent on some of the seats, a dealer behind the desk. */
export async function playTrial(
  submission: Submission,
  kind: 'agent' | 'dealer',
  market: TrialMarket,
  { pool, limits, solver, allowance, clock = { now: () => 0 } }: TrialSurroundings,
): Promise<TrialMatch> {
  const { instance } = market;
  const agents = instance.participants.filter(({ role }) => role === 'agent');
  const apart = agents.length > FEW_AGENTS ? 3 : 2;
  const isTried = (seat: number): boolean => kind === 'agent' && seat % apart === 0;
  const seed = `admission/${instance.id}`;
  const console = new PluginConsole();
  const others = new MatchAllowances(limits);
  const truthful = await findPlugin('truthful', 'agent');
  const traders = sandboxTraders({
    pool,
    limits,
    seed,
    plugins: [...agents.keys()].map((seat) => (isTried(seat) ? submission : truthful)),
    allowanceOf: (plugin, seats) => (plugin === submission ? allowance : others.join(seats)),
    consoleOf: (plugin) => (plugin === submission ? console : undefined),
  });
  const passive = await findPlugin('passive', 'dealer');
  const dealer = sandboxDealer({
    ...{ pool, limits, seed },
    ...(kind === 'dealer' ? { plugin: submission, console, allowance } : { plugin: passive }),
  });
  try {
    const played = await playMatch({
      ...market,
      seed: lateSeed(market.rules, seed),
      traders,
      dealer,
      solver,
      ledger: new MemoryLedger(),
      clock,
    });
    const tried = played.seats.filter(({ index }) => index < agents.length && isTried(index));
    const ofAgents = tried.flatMap((seat) => seat.failures);
    const ofOthers = played.seats.filter((seat) => !tried.includes(seat)).flatMap((seat) => seat.failures);
    const [failures, disturbing] =
      kind === 'dealer'
        ? [played.dealer.failures, ofOthers]
        : [ofAgents, [...ofOthers, ...played.dealer.failures]];
    const { outcome, rounds, closing } = played;
    const ending = `${outcome} after ${rounds.length} rounds`;
    return {
      market: instance.id,
      ending,
      trace: { outcome, rounds, closing },
      failures,
      disturbance: disturbanceOf(disturbing),
      turns: 'round',
      console,
      saved: meanSaving(tried),
    };
  } finally {
    await Promise.all([traders.close(), dealer.close()]);
  }
}

function meanSaving(seats: readonly Pick<Seat, 'costBefore' | 'cost' | 'payment'>[]): number | null {
  if (seats.length === 0) return null;
  const sum = seats.reduce(
    (sum, { costBefore, cost, payment }) => sum + costBefore - cost - moneyToNumber(payment),
    0,
  );
  return sum / seats.length;
}

/** The failures of the plugin under trial as its author reads them. */
export function describeFailures({
  market,
  failures,
  turns,
}: TrialMatch): { text: string; isOfTime: boolean }[] {
  return failures
    .filter(({ kind }) => kind !== 'benched')
    .map(({ round, kind, reason }) => ({
      text: `${market}, ${turns} ${round}: ${kind}: ${reason}`,
      isOfTime: kind === 'out-of-time',
    }));
}

/** sha256 of all that a replay must repeat. */
export function traceHash(matches: readonly TrialMatch[]): string {
  const trace = matches.map(({ market, failures, trace }) => ({
    market,
    ...trace,
    failures: failures.map(({ round, kind }) => ({ round, kind })),
  }));
  const json = JSON.stringify(trace, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
  return createHash('sha256').update(json).digest('hex');
}
