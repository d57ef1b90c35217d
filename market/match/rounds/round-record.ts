import type { LedgerState } from '../../ledger/ledger.port.js';
import { moneyToNumber, quantitiesToNumbers } from '../../ledger/units.js';
import type { GapMeasure } from '../../referee/gap.js';
import type { ClearingResult } from './clearing-round.js';
import type { RoundRecord } from '../report/report.js';

/** The record of one round; `clearing` is null for the last one, in which the certificate held. */
export function roundRecord(happened: {
  readonly round: number;
  readonly call: boolean;
  readonly participants: number;
  readonly announced: Float64Array;
  readonly newOrders: number;
  readonly clearing: Pick<ClearingResult, 'prices' | 'settled' | 'surplus' | 'deliveries'> | null;
  readonly measure: GapMeasure;
  /** units; default: not known */
  readonly excess?: Float64Array | undefined;
  /** after the clearing */
  readonly state: LedgerState;
}): RoundRecord {
  const { round, call, participants, newOrders, clearing, measure, excess, state } = happened;
  const announced = Array.from(happened.announced);
  return {
    round,
    call,
    participants,
    announced,
    prices: clearing ? Array.from(clearing.prices) : announced,
    newOrders,
    openOrders: state.seats.reduce((sum, seat) => sum + seat.orders.length, 0),
    settled: clearing?.settled ?? false,
    surplus: clearing?.surplus ?? 0,
    trades: (clearing?.deliveries ?? []).map(({ seat, delivered, payment }) => ({
      seat,
      delivered: Array.from(quantitiesToNumbers(delivered)),
      payment: moneyToNumber(payment),
      ...(state.settlement === 'final' && { escrow: state.seats[seat]!.escrow.toString() }),
    })),
    gap: measure.gap,
    lowerBound: measure.lowerBound,
    cost: measure.cost,
    ...(excess && { excess: Array.from(excess) }),
  };
}
