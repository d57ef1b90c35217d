import type { ChainPeriod } from '#contracts/client/double-auction/closed-period.js';
import { gridTrade, type ParticipantResult, type PeriodResult } from '#market/double-auction/clear-period.js';
import type { EnergyType, GridPrices } from '#market/double-auction/orders.js';

/** A period as a contract's events tell it, with the participants' names. */
export function periodResult(
  { first, votes, matches, participants, surplus }: ChainPeriod,
  grid: GridPrices,
  nameOf: (address: string) => string,
): PeriodResult {
  const order: readonly EnergyType[] = first === 'pv' ? ['pv', 'chp'] : ['chp', 'pv'];
  return {
    vote: { ...votes, first },
    auctions: order.map((type) => ({
      type,
      matches: matches
        .filter((match) => match.type === type)
        .map(({ seller, buyer, amount, buyerPrice, sellerPrice }) => ({
          ...{ seller: nameOf(seller), buyer: nameOf(buyer), amount, buyerPrice, sellerPrice },
        })),
    })),
    participants: participants.map(({ id, side, local, grid: rest, payment }): ParticipantResult => ({
      ...{ id: nameOf(id), side, amount: local + rest, local, grid: rest, payment },
    })),
    grid: gridTrade(participants, grid),
    surplus,
  };
}
