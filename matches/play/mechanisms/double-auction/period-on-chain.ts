import type { ChainPeriod } from '#contracts/client/double-auction/closed-period.js';
import type { ParticipantResult, PeriodResult } from '#market/double-auction/clear-period.js';
import type { EnergyType, GridPrices } from '#market/double-auction/orders.js';

/** A period as a contract's events tell it, with the participants' names. */
export function periodResult(
  { first, votes, matches, participants, surplus }: ChainPeriod,
  grid: GridPrices,
  nameOf: (address: string) => string,
): PeriodResult {
  const order: readonly EnergyType[] = first === 'pv' ? ['pv', 'chp'] : ['chp', 'pv'];
  const toGrid = (side: 'ask' | 'bid'): bigint =>
    participants.reduce((sum, each) => (each.side === side ? sum + each.grid : sum), 0n);
  const [bought, sold] = [toGrid('ask'), toGrid('bid')];
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
    grid: { bought, sold, payment: bought * grid.buys - sold * grid.sells },
    surplus,
  };
}
