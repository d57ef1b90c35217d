import type { PlayedMatch } from '#market/match/play-match.js';
import type { Allowance } from '../../seats/allowance.js';
import type { SandboxLimits } from '../../calls/limits.js';
import { sandboxDealer } from '../../seats/dealer.js';
import type { SandboxPool } from '../../isolated/sandbox-pool.js';
import { sandboxTraders } from '../../seats/traders.js';
import { splitTraders } from '../split-traders.js';
import type { Submission } from '../../compile/submission.js';
import { aMarket, aMatch } from '../a-match.js';
import { patientLimits } from '../patient-limits.js';
import { reference } from '../reference-file.js';

/** The culprit sits on two seats, between honest ones. */
export const culpritSeats = [1, 3];
const honestSeats = [0, 2];

const patient: SandboxLimits = { ...patientLimits, solves: { ...patientLimits.solves, solves: 40 } };
/** For attacks that the clock ends: short, so that there can be many. The mechanism is the same at 1 s. */
export const impatient: SandboxLimits = { ...patient, milliseconds: 200 };

export interface HostileMatch {
  readonly pool: SandboxPool;
  /** on the culprit's seats, and behind the desk */
  readonly culprit: Submission;
  readonly dealer: Submission;
  /** whom the clock is expected to end */
  readonly onTheClock: 'agent' | 'dealer' | null;
  readonly errorBudget: number;
  /** told how long the culprit's process was waited for each time, milliseconds of its own time */
  readonly onWait: (milliseconds: number) => void;
}

/** One match of a culprit among honest agents. */
export async function aHostileMatch(match: HostileMatch): Promise<PlayedMatch> {
  const { pool, culprit, dealer, onTheClock, errorBudget, onWait } = match;
  const honest = await reference('agent', 'truthful');
  const limitsOf = (kind: 'agent' | 'dealer'): SandboxLimits => (onTheClock === kind ? impatient : patient);
  const seed = 'hostile';
  const allowance: Allowance = {
    ...{ exhausted: null, resident: () => null },
    spend: (_, waited) => onWait(waited),
  };
  const traders = splitTraders([
    {
      seats: honestSeats,
      traders: sandboxTraders({ pool, seed, limits: patient, plugins: honestSeats.map(() => honest) }),
    },
    {
      seats: culpritSeats,
      traders: sandboxTraders({
        pool,
        seed,
        limits: limitsOf('agent'),
        plugins: culpritSeats.map(() => culprit),
        allowanceOf: () => allowance,
      }),
    },
  ]);
  const desk = sandboxDealer({
    pool,
    seed,
    limits: limitsOf('dealer'),
    plugin: dealer,
    ...(onTheClock === 'dealer' && { allowance }),
  });
  return aMatch(aMarket(seed, honestSeats.length + culpritSeats.length), traders, desk, { errorBudget });
}
