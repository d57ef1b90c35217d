import type { ChainSource } from '#contracts/service/chain.port.js';
import { moneyToNumber, quantitiesToNumbers } from '#market/ledger/units.js';
import { clockMarket, clockObstacle } from '#leagues/scenario-files/clock/clock-market.js';
import { SETTLING_ROUNDS } from '#market/clock-exchange/settling-rounds.js';
import { communityFlows } from '#market/energy/flows/community-flows.js';
import { purchases } from '#market/energy/flows/purchases.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report/report.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { LineUp } from '../play/line-ups/line-up.js';
import { engineIdentity } from '../play/engine-identity.js';
import { playTask } from '../play/play-task.js';
import type { CommunityDay } from './community-day.js';
import { bytesOfNumbers, type MechanismOutcome, type NotApplicable } from './outcome.js';

export interface OutcomeSetting {
  readonly seed: string;
  readonly lineUp: LineUp;
  readonly solver: LpSolver;
  /** that keeps the ledger; null: in memory */
  readonly chain: ChainSource | null;
}

/** The bundle market's match as the scenario conducts and settles it; the figures are its own report's. */
export function bundleOutcome(
  day: CommunityDay,
  setting: OutcomeSetting,
): Promise<MechanismOutcome | NotApplicable> {
  return matchOutcome('bundle-trading', day, setting);
}

/** The match of a clock exchange, by the same agents. */
export async function clockOutcome(
  day: CommunityDay,
  setting: OutcomeSetting,
): Promise<MechanismOutcome | NotApplicable> {
  const obstacle = clockObstacle(day.drawn);
  if (obstacle)
    return { mechanism: 'clock-exchange', reason: `${obstacle.field.join('.')}: ${obstacle.reason}` };
  return matchOutcome('clock-exchange', { ...day, drawn: clockMarket(day.drawn) }, setting);
}

async function matchOutcome(
  mechanism: 'bundle-trading' | 'clock-exchange',
  day: CommunityDay,
  { seed, lineUp, solver, chain }: OutcomeSetting,
): Promise<MechanismOutcome | NotApplicable> {
  const { drawn, instance } = day;
  let traded = 0;
  const record = await playTask({
    ...{ id: `${instance.id}/${seed}`, drawn, seed, lineUp, solver, engine: await engineIdentity() },
    ledger: { chain, match: `${instance.id}/${seed}`, scenario: instance.id },
    onPlayed: (played) => (traded = tradedIn(day, played)),
  });
  if (record.report.outcome === 'void') return { mechanism, reason: 'the match was void' };
  const unasked = mechanism === 'clock-exchange' ? SETTLING_ROUNDS : 0;
  return { mechanism, ...figures(day, record, record.report.rounds - unasked), traded };
}

/** `asked`: times that everybody could speak. */
function figures(
  { baseline, community, instance }: CommunityDay,
  { report, rounds }: MatchRecord,
  asked: number,
): Omit<MechanismOutcome, 'mechanism' | 'traded'> {
  const { account, perSeat, kpis } = report;
  const part = (of: 'households' | 'dealer' | 'grid'): number => moneyToNumber(BigInt(account![of]));
  const homes = community.households.length;
  const m = instance.resources.length;
  const orders = rounds.reduce((sum, { newOrders }) => sum + newOrders, 0);
  return {
    cost: report.cost,
    gain: {
      total: baseline - report.cost,
      ...{ households: part('households'), dealer: part('dealer'), grid: part('grid'), operator: 0 },
    },
    savings: perSeat.slice(0, homes).map(({ saving }) => saving),
    fees: report.fees,
    selfSufficiencyPercent: kpis.selfSufficiencyPercent ?? null,
    traffic: {
      ...{ rounds: asked, statements: orders },
      bytes: bytesOfNumbers(orders * (m + 1) + asked * homes * m),
    },
  };
}

function tradedIn({ community }: CommunityDay, { seats, closing }: PlayedMatch): number {
  const flows = communityFlows(
    community,
    seats.map(({ plan }) => plan),
  );
  const left = quantitiesToNumbers(closing.inventory);
  const { energy } = community.market.resources;
  const sold = community.plant.map((output, t) => (energy[t]! < 0 ? 0 : output - left[energy[t]!]!));
  return purchases(flows, sold).local.reduce((sum, bought) => sum + bought, 0);
}
