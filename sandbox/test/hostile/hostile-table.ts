import type { PlayedMatch } from '#market/match/play-match.js';
import type { CallResult, Traders } from '#market/match/traders.port.js';
import { defaultSandboxLimits, type SandboxLimits } from '../../host/limits.js';
import { sandboxDealer } from '../../host/sandbox-dealer.js';
import type { SandboxPool } from '../../host/sandbox-pool.js';
import { sandboxTraders } from '../../host/sandbox-traders.js';
import type { Submission } from '../../host/submission.js';
import { aMarket, aMatch } from '../a-match.js';
import { reference } from '../reference-file.js';

/** The culprit sits on two seats, between honest ones. */
export const culpritSeats = [1, 3];
const honestSeats = [0, 2];

/** Patient: on a busy machine nobody honest may be late. */
const patient: SandboxLimits = {
  ...defaultSandboxLimits,
  milliseconds: 20_000,
  solves: { ...defaultSandboxLimits.solves, solves: 40 },
};
/** For attacks that the clock ends: short, so that there can be many. The mechanism is the same at 1 s. */
export const impatient: SandboxLimits = { ...patient, milliseconds: 200 };

export interface HostileMatch {
  readonly pool: SandboxPool;
  /** on the culprit's seats, and behind the desk */
  readonly culprit: Submission;
  readonly dealer: Submission;
  /** the clock is expected to end it */
  readonly onTheClock: boolean;
  readonly errorBudget: number;
  /** told how long each round of bids took, milliseconds */
  readonly onBids: (milliseconds: number) => void;
}

/** One match of a culprit among honest agents. */
export async function aHostileMatch(match: HostileMatch): Promise<PlayedMatch> {
  const { pool, culprit, dealer, onTheClock, errorBudget, onBids } = match;
  const honest = await reference('agent', 'truthful');
  const limits = onTheClock ? impatient : patient;
  const seed = 'hostile';
  const traders = sideBySide(
    sandboxTraders({ pool, seed, limits: patient, plugins: honestSeats.map(() => honest) }),
    sandboxTraders({ pool, seed, limits, plugins: culpritSeats.map(() => culprit) }),
    onBids,
  );
  const desk = sandboxDealer({ pool, seed, limits, plugin: dealer });
  return aMatch(aMarket(seed, honestSeats.length + culpritSeats.length), traders, desk, { errorBudget });
}

/** Two groups of seats in one market. */
function sideBySide(honest: Traders, culprit: Traders, onBids: (milliseconds: number) => void): Traders {
  const split = async <Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    ask: (traders: Traders, own: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<CallResult<T>[]> => {
    const groups = [honestSeats, culpritSeats].map((seats) =>
      calls.filter(({ seat }) => seats.includes(seat)),
    );
    const answers = await Promise.all([ask(honest, groups[0]!), ask(culprit, groups[1]!)]);
    return calls.map((call) => {
      const group = groups[0]!.includes(call) ? 0 : 1;
      return answers[group][groups[group]!.indexOf(call)]!;
    });
  };
  return {
    create: (briefings) => split(briefings, (traders, own) => traders.create(own)),
    bid: async (calls) => {
      const start = performance.now();
      const answers = await split(calls, (traders, own) => traders.bid(own));
      onBids(performance.now() - start);
      return answers;
    },
    settled: (calls) => split(calls, (traders, own) => traders.settled(own)),
    close: async () => {
      await Promise.all([honest.close(), culprit.close()]);
    },
  };
}
