import { FULL_FILL, moneyToNumber, pricesToNumbers, quantitiesToNumbers } from '#market/ledger/units.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import type { ChainLog } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { DEALER_SEAT, unpackClearing } from './clearing-codec.js';
import { decodeRefusal } from '../abi/contract-errors.js';
import { unpackOrders } from './order-codec.js';
import { unpackVector } from './packing.js';
import type { MatchTransaction } from './transaction-tally.js';

const market = contract('BundleMarket').interface;
const door = contract('SealedOrders').interface;

/** Names shown instead of numbers. */
export interface MatchNames {
  /** m */
  readonly resources: readonly string[];
  /** per seat */
  readonly seats?: readonly string[];
}

const number = (value: number): string => String(Number(value.toPrecision(6)));
const money = (value: bigint): string => number(moneyToNumber(value));

/** Tells a match's transactions, in the order of the chain, as lines a person can read. */
export function describeMatchEvents(transactions: readonly MatchTransaction[], names: MatchNames): string[] {
  const lines: string[] = [];
  let block = -1;
  for (const transaction of transactions) {
    if (transaction.block !== block) lines.push(`block ${(block = transaction.block)}`);
    if (transaction.revert !== null) {
      lines.push(
        `  refused: ${decodeRefusal(transaction.revert).name} (${transaction.from}, ${transaction.gas} gas)`,
      );
      continue;
    }
    const told = transaction.logs.flatMap((log) => describeLog(log, names));
    told.forEach((line, i) => lines.push(`  ${line}${i === 0 ? `  [${transaction.gas} gas]` : ''}`));
  }
  return lines;
}

function describeLog(log: ChainLog, names: MatchNames): string[] {
  const event = market.parseLog(log) ?? door.parseLog(log);
  if (!event) return [];
  const values = event.args.toObject() as Record<string, bigint & string>;
  const m = names.resources.length;
  const seat = (): string => seatName(Number(values.seat), names);
  switch (event.name) {
    case 'MarketOpened':
      return [
        `market opened, ${values.resources} resources`,
        `  dealer holds ${vector(values.inventory!, names)} at prices ${prices(values.prices!, names)}`,
      ];
    case 'SeatAdded':
      return [`${seat()} (${values.owner}) holds ${vector(values.holding!, names)}`];
    case 'Deposited':
      return [`${seat()} deposits ${money(values.amount!)}`];
    case 'TradingStarted':
      return [`trading starts; the dealer deposits ${money(values.dealerCash!)}`];
    case 'OrdersSubmitted':
      return [
        `round ${values.round}: ${seat()} orders, ${money(values.locked!)} locked`,
        ...unpackOrders(values.orders!, m).map((order) => `  ${describeOrder(order, names)}`),
      ];
    case 'Bonded':
      return [`${seat()} brings its bond`];
    case 'Committed':
      return [`batch ${values.batch}: ${seat()} commits orders that nobody sees`];
    case 'CommitmentsClosed':
      return [`batch ${values.batch}: commitments are closed`];
    case 'Forfeited':
      return [`batch ${values.batch}: ${seat()} has not revealed, and forfeits ${money(values.bond!)}`];
    case 'OrdersCancelled':
      return [`round ${values.round}: ${seat()} takes its orders back`];
    case 'ClearingProposed':
      return [
        `round ${values.round}: the dealer proposes a clearing`,
        ...describeClearing(values.clearing!, names),
      ];
    case 'ClearingRejected':
      return [`round ${values.round}: ${seat()} rejects the clearing: ${values.reason}`];
    case 'Traded':
      return [`round ${values.round}: ${seat()} ${trade(values.delivered!, values.payment!, names)}`];
    case 'Cleared':
      return [
        `round ${values.round} cleared at ${prices(values.prices!, names)}`,
        `  certificate: gap ${money(values.gap!)}, at most ${money(values.tolerance!)} allowed; offered ${vector(values.offer!, names)}`,
      ];
    case 'Escrowed':
      return [`${seat()} has ${money(values.escrow!)} in escrow`];
    case 'Settled':
      return [`settled at the final prices ${prices(values.prices!, names)}`];
    case 'FinalPayment': {
      const payment: bigint = values.payment!;
      return [
        `  ${seat()} ${payment < 0n ? 'gets' : 'pays'} ${money(payment < 0n ? -payment : payment)} in all`,
      ];
    }
    case 'MarketClosed':
      return [`market closed after ${values.rounds} rounds`];
    case 'Withdrawn':
      return [`${seat()} withdraws ${money(values.amount!)}`];
    default:
      return [];
  }
}

function describeClearing(packed: string, names: MatchNames): string[] {
  return unpackClearing(packed, names.resources.length).groups.flatMap(({ seat, fills, payment, sigma }) => {
    const filled = fills.map((fill) => number(Number(fill) / Number(FULL_FILL))).join(', ');
    return [`  ${seatName(seat, names)}: fills ${filled}; pays ${money(payment)}; sigma ${money(sigma)}`];
  });
}

function seatName(seat: number, { seats }: MatchNames): string {
  return seat === DEALER_SEAT ? 'dealer' : (seats?.[seat] ?? `seat ${seat}`);
}

function describeOrder({ bundle, limit, kind }: LedgerOrder, { resources }: MatchNames): string {
  const often = kind === 'unlimited' ? 'any part of ' : '';
  return `${often}${amounts(quantitiesToNumbers(bundle), resources)} for ${limit < 0n ? 'at least' : 'at most'} ${money(limit < 0n ? -limit : limit)}`;
}

function trade(delivered: string, payment: bigint, { resources }: MatchNames): string {
  const verb = payment < 0n ? 'is paid' : 'pays';
  const quantities = quantitiesToNumbers(unpackVector(delivered, resources.length));
  return `gets ${amounts(quantities, resources)} and ${verb} ${money(payment < 0n ? -payment : payment)}`;
}

function vector(packed: string, { resources }: MatchNames): string {
  return amounts(quantitiesToNumbers(unpackVector(packed, resources.length)), resources);
}

function prices(packed: string, { resources }: MatchNames): string {
  return amounts(pricesToNumbers(unpackVector(packed, resources.length)), resources);
}

/** Entries that are not zero, with their resources' names. */
function amounts(values: Float64Array, resources: readonly string[]): string {
  const shown = resources.flatMap((name, r) => (values[r] === 0 ? [] : [`${number(values[r]!)} ${name}`]));
  return shown.length > 0 ? shown.join(', ') : 'nothing';
}
