import { creationGas, seatsGas, SMALL_CALL_GAS } from '#market/ledger/gas-bounds.js';
import { LedgerError, WIDEST_ORDER_BITS, type LedgerOpening } from '#market/ledger/ledger.port.js';
import { ChainError } from '../service/chain-error.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { marketAddress } from './market-address.js';
import { marketCall } from './market-calls.js';
import { packVector } from './packing.js';

export interface MarketSettings {
  /** of the market among those of its operator: its address follows from it */
  readonly id: string;
  readonly dealer: Account;
  readonly seats: readonly Account[];
  readonly verification: 'chain' | 'agents' | 'both';
  readonly finalPrices: boolean;
  readonly biddingBlocks: number;
  readonly objectionBlocks: number;
  readonly patienceBlocks: number;
  readonly roundCap: number;
  /** what every account is given for gas, besides its cash */
  readonly gasPurse: bigint;
  /** makes what owns the seats in their accounts' stead, and passes their calls on; its address */
  readonly door?: (market: string) => Promise<string>;
}

const verifications = { chain: 0, agents: 1, both: 2 };
const factory = contract('MarketFactory').interface;

/**
 * Makes a market and fills it: the organiser gives everybody money, creates it and adds the seats, all at one time; every seat
 * deposits its cash, the dealer deposits its own and starts. Returns the market's address and the start's block.
 */
export async function openMarket(
  chain: Chain,
  execute: (transactions: readonly ChainTransaction[]) => Promise<readonly ChainReceipt[]>,
  settings: MarketSettings,
  opening: LedgerOpening,
): Promise<{ readonly address: string; readonly block: number }> {
  checkOpening(opening);
  const m = opening.prices.length;
  const { operator, deployment } = chain;
  const { id, gasPurse } = settings;
  const address = marketAddress(deployment, operator.address, id);
  const grants = [
    ...opening.seats.map(({ cash }, seat) => ({ account: settings.seats[seat]!, amount: cash + gasPurse })),
    { account: settings.dealer, amount: opening.dealer.cash + gasPurse },
  ];
  // Behind a door the seats act before there is a market.
  if (settings.door) await chain.fund(grants);
  const door = await settings.door?.(address);
  const creation = factory.encodeFunctionData('createMarket', [
    id,
    [
      settings.dealer.address,
      m,
      opening.exact ?? 0,
      verifications[settings.verification],
      settings.finalPrices,
      opening.orderBits ?? WIDEST_ORDER_BITS,
      settings.biddingBlocks,
      settings.objectionBlocks,
      settings.patienceBlocks,
      settings.roundCap,
    ],
    `0x${packVector(opening.dealer.inventory)}`,
    `0x${packVector(opening.prices)}`,
  ]);
  const making: readonly ChainTransaction[] = [
    { from: operator, to: deployment.factory, data: creation, gas: withinBlock(chain, creationGas(m)) },
    ...seatBatches(
      settings.seats.map((account) => door ?? account.address),
      opening,
      chain.blockGasLimit,
    ).map(({ data, gas }) => ({
      from: operator,
      to: address,
      data,
      gas: withinBlock(chain, gas),
    })),
  ];
  // All of it the organiser's, so it waits for one block.
  const calls = [...(settings.door ? [] : [chain.fund(grants)]), execute(making)];
  // Whoever gives up takes back what the accounts hold: nothing may be on its way to them.
  await Promise.allSettled(calls);
  await Promise.all(calls);
  await execute(
    opening.seats.flatMap(({ cash }, seat) => {
      if (cash === 0n) return [];
      const data = marketCall('deposit', seat);
      return [{ from: settings.seats[seat]!, to: door ?? address, data, value: cash, gas: SMALL_CALL_GAS }];
    }),
  );
  const [started] = await execute([
    {
      from: settings.dealer,
      to: address,
      data: marketCall('start'),
      value: opening.dealer.cash,
      gas: SMALL_CALL_GAS,
    },
  ]);
  return { address, block: started!.block };
}

function checkOpening({ prices, dealer, seats }: LedgerOpening): void {
  const vectors = [dealer.inventory, ...seats.map(({ allocation }) => allocation)];
  const short = vectors.find((vector) => vector.length !== prices.length);
  if (short)
    throw new LedgerError('wrong-length', `a vector has ${short.length} entries, not ${prices.length}`);
}

/** Gas that a transaction is given. Throws `ChainError` where a block has less: half a transaction does nothing. */
export function withinBlock({ blockGasLimit }: Pick<Chain, 'blockGasLimit'>, gas: number): number {
  if (gas <= blockGasLimit) return gas;
  throw new ChainError(
    'block-gas-limit',
    `a transaction may need ${gas} gas, and a block has ${blockGasLimit}`,
  );
}

/** Seats in as few transactions as fit into blocks. */
function seatBatches(
  accounts: readonly string[],
  { seats, prices }: LedgerOpening,
  blockGasLimit: number,
): { data: string; gas: number }[] {
  const m = prices.length;
  const perSeat = seatsGas(1, m) - seatsGas(0, m);
  const size = Math.max(1, Math.floor((blockGasLimit / 2 - seatsGas(0, m)) / perSeat));
  const batches: { data: string; gas: number }[] = [];
  for (let first = 0; first < seats.length; first += size) {
    const owners = accounts.slice(first, first + size);
    const holdings = seats.slice(first, first + size).map(({ allocation }) => packVector(allocation));
    batches.push({
      data: marketCall('addSeats', owners, `0x${holdings.join('')}`),
      gas: seatsGas(owners.length, m),
    });
  }
  return batches;
}
