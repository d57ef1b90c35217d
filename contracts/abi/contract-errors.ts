import { GridLeagueError } from '#market/errors.js';
import { LedgerError, type LedgerErrorCode } from '#market/ledger/ledger.port.js';
import { contract, type ContractName } from './artifacts.js';

/** What a contract refused with, decoded. */
export interface ContractRefusal {
  /** name of the custom error without its component prefix; `Unknown` if none fits */
  readonly name: string;
  readonly arguments: Readonly<Record<string, bigint | string>>;
}

const contracts: readonly ContractName[] = [
  'BundleMarket',
  'MarketFactory',
  'ResultsRegistry',
  'DoubleAuction',
  'EnergyToken',
  'SealedOrders',
  'LocalFees',
];

/** Decodes revert data (0x-hex). */
export function decodeRefusal(data: string): ContractRefusal {
  for (const name of contracts) {
    const description = data.length >= 10 ? contract(name).interface.parseError(data) : null;
    if (!description) continue;
    const named = description.fragment.inputs.map((input, i) => [
      input.name,
      description.args[i] as bigint | string,
    ]);
    return {
      name: description.name.replace(/^[A-Za-z]+_/, ''),
      arguments: Object.fromEntries(named) as Record<string, bigint | string>,
    };
  }
  return { name: 'Unknown', arguments: { data } };
}

function describe({ name, arguments: given }: ContractRefusal): string {
  return `${name}(${Object.entries(given)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')})`;
}

/** A transaction or call that a contract refused; its state is unchanged. */
export class RevertedCallError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'reverted';
  readonly refusal: ContractRefusal;
  constructor(data: string) {
    const refusal = decodeRefusal(data);
    super(`the contract refused: ${describe(refusal)}`);
    this.refusal = refusal;
  }
}

/** The ledger's word for a contract's refusal; what is missing here no honest client can meet. */
const ledgerCodes: Readonly<Record<string, LedgerErrorCode>> = {
  UnknownSeat: 'unknown-seat',
  WrongLength: 'wrong-length',
  InsufficientCash: 'insufficient-cash',
  TooManyOrders: 'too-many-orders',
  OfferOutOfRange: 'offer-out-of-range',
  FillOutOfRange: 'fill-out-of-range',
  ConvexityBroken: 'convexity-broken',
  OverDelivery: 'over-delivery',
  NegativePrice: 'negative-price',
  PaymentAboveLock: 'payment-above-lock',
  DealerOverdrawn: 'dealer-overdrawn',
  NotOptimal: 'not-optimal',
  QuantityOutOfRange: 'quantity-out-of-range',
  OrderTooLarge: 'order-too-large',
  NoProposal: 'rejected',
  InvalidSettings: 'wrong-settlement',
  NotSettled: 'wrong-settlement',
  WrongPhase: 'closed',
};

/** The error to throw for revert data: a `LedgerError` (its cause is the refusal) where the ledger has a word. */
export function refusalError(data: string): LedgerError | RevertedCallError {
  const reverted = new RevertedCallError(data);
  const code = ledgerCodes[reverted.refusal.name];
  if (!code) return reverted;
  const error = new LedgerError(code, reverted.message);
  error.cause = reverted;
  return error;
}
