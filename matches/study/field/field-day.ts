import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { MarketError } from '#market/errors.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { auctionDay } from '../../mechanisms/auction-day.js';
import { auctionOutcome } from '../../mechanisms/auction-outcome.js';
import { communityDay, type CommunityDay } from '../../mechanisms/community-day.js';

/** What a community did with its energy, kWh, over however many days. */
export interface FieldEnergy {
  readonly consumption: number;
  readonly generation: number;
  /** over the homes' own connections, neighbours' energy included */
  readonly drawn: number;
  readonly fedIn: number;
  /** of both, what neighbours sold to each other */
  readonly traded: number;
  /** most that the community as a whole drew in a period, kW */
  readonly peak: number;
}

export const noEnergy: FieldEnergy = {
  ...{ consumption: 0, generation: 0, drawn: 0, fedIn: 0, traded: 0, peak: 0 },
};

export function together(one: FieldEnergy, other: FieldEnergy): FieldEnergy {
  return {
    consumption: one.consumption + other.consumption,
    generation: one.generation + other.generation,
    drawn: one.drawn + other.drawn,
    fedIn: one.fedIn + other.fedIn,
    traded: one.traded + other.traded,
    peak: Math.max(one.peak, other.peak),
  };
}

/**
 * Share of consumption that the community's own plants cover by contract: what homes use of their own, and what neighbours bought. What
 * flows to a neighbour that bought of the grid does not count.
 */
export function sufficiency({ consumption, drawn, traded }: FieldEnergy): number {
  return (consumption - drawn + traded) / consumption;
}

/** Share of generation that stayed with homes or neighbours. */
export function selfConsumption({ generation, fedIn, traded }: FieldEnergy): number {
  return (generation - fedIn + traded) / generation;
}

/** Everybody alone with the grid, at least cost. Throws as `communityDay`. */
export function dayAlone(drawn: DrawnMarket, solver: LpSolver): CommunityDay {
  return communityDay(drawn, solver, drawn.instance.id);
}

/** The energy of schedules that everybody has alone. */
export function energyAlone({ community, flows }: CommunityDay): FieldEnergy {
  const total = (of: 'consumption' | 'generation' | 'import' | 'export'): number =>
    flows.households.reduce((sum, household) => sum + household[of].reduce((all, one) => all + one, 0), 0);
  return {
    ...{ consumption: total('consumption'), generation: total('generation'), traded: 0 },
    ...{ drawn: total('import'), fedIn: total('export') },
    peak: Math.max(0, ...flows.netted) / community.market.clock.stepHours,
  };
}

/** kWh that neighbours sell to each other of these schedules, in a double auction of every period under the fees of `community`. */
export function tradedAtAuction(day: CommunityDay): number {
  const mechanism = 'auction-midpoint';
  const outcome = auctionOutcome(day, auctionDay(day, ''), mechanism);
  if ('reason' in outcome) throw new MarketError('bad-instance', `${mechanism}: ${outcome.reason}`);
  return outcome.traded;
}
