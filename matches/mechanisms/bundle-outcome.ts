import type { ChainSource } from '#contracts/service/chain.port.js';
import { moneyToNumber, quantitiesToNumbers } from '#market/ledger/units.js';
import { communityFlows } from '#market/energy/community-flows.js';
import { purchases } from '#market/energy/purchases.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { LineUp } from '../play/line-up.js';
import { engineIdentity } from '../play/engine-identity.js';
import { playTask } from '../play/play-task.js';
import type { CommunityDay } from './community-day.js';
import { bytesOf, type MechanismOutcome, type NotApplicable } from './outcome.js';

export interface BundleSetting {
  readonly seed: string;
  readonly lineUp: LineUp;
  readonly solver: LpSolver;
  /** that keeps the ledger; null: in memory */
  readonly chain: ChainSource | null;
}

/** The match as the scenario conducts and settles it; the figures are its own report's. */
export async function bundleOutcome(
  day: CommunityDay,
  { seed, lineUp, solver, chain }: BundleSetting,
): Promise<MechanismOutcome | NotApplicable> {
  const { drawn, instance } = day;
  let traded = 0;
  const record = await playTask({
    ...{ id: `${instance.id}/${seed}`, drawn, seed, lineUp, solver, engine: await engineIdentity() },
    ledger: { chain, match: `${instance.id}/${seed}`, scenario: instance.id },
    onPlayed: (played) => (traded = tradedIn(day, played)),
  });
  const mechanism = 'bundle-trading';
  if (record.report.outcome === 'void') return { mechanism, reason: 'the match was void' };
  return { ...figures(day, record), traded };
}

function figures(
  { baseline, community, instance }: CommunityDay,
  { report, rounds }: MatchRecord,
): Omit<MechanismOutcome, 'traded'> {
  const { account, perSeat, kpis } = report;
  const part = (of: 'households' | 'dealer' | 'grid'): number => moneyToNumber(BigInt(account![of]));
  const homes = community.households.length;
  const m = instance.resources.length;
  const orders = rounds.reduce((sum, { newOrders }) => sum + newOrders, 0);
  return {
    mechanism: 'bundle-trading',
    cost: report.cost,
    gain: {
      total: baseline - report.cost,
      ...{ households: part('households'), dealer: part('dealer'), grid: part('grid'), operator: 0 },
    },
    savings: perSeat.slice(0, homes).map(({ saving }) => saving),
    fees: report.fees,
    selfSufficiencyPercent: kpis.selfSufficiencyPercent ?? null,
    traffic: {
      ...{ rounds: report.rounds, statements: orders },
      bytes: bytesOf(orders * (m + 1) + report.rounds * homes * m),
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
