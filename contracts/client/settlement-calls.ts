import {
  PAYING_GAS,
  settlementGas,
  tradeGas,
  UNFINISHED_GAS,
  VALUING_GAS,
} from '#market/ledger/gas-bounds.js';
import { openingHoldings } from './holdings.js';
import { callLimits } from './limits.js';
import { marketCall } from './market-calls.js';
import type { MarketMirror } from './market-mirror.js';
import { PackedWriter, packVector } from './packing.js';

export interface SettlementCall {
  readonly data: string;
  /** most it may need */
  readonly gas: number;
}

/**
 * Settles a market at its final prices, in as few calls as transactions and blocks have room for: every seat's deliveries
 * are brought again, in order, then everybody is paid.
 */
export function settlementCalls(
  { deliveries, opening, resources }: MarketMirror,
  prices: readonly bigint[],
  blockGasLimit: number,
): SettlementCall[] {
  const packedPrices = `0x${packVector(prices)}`;
  const calls: SettlementCall[] = [];
  const least = settlementGas(resources);
  let [trades, steps, gas] = [new PackedWriter(64), 0, least];
  const close = (unfinished = 0): void => {
    const data = marketCall('settle', packedPrices, `0x${trades.hex()}`, steps);
    calls.push({ data, gas: gas + unfinished });
    [trades, steps, gas] = [new PackedWriter(64), 0, least];
  };
  const reserve = (bytes: number, more: number, open: boolean): void => {
    if (trades.bytes + bytes <= callLimits.bytes && gas + more + UNFINISHED_GAS <= blockGasLimit) {
      gas += more;
      return;
    }
    // A seat of which only a part is brought takes a step of its call, too.
    if (open) steps++;
    close(UNFINISHED_GAS);
    gas += more;
  };
  deliveries.forEach((own, seat) => {
    reserve(32, VALUING_GAS, false);
    if (own.length > 0) trades.word(openingHoldings(opening.seats[seat]!.allocation));
    own.forEach((delivered) => {
      const packed = new PackedWriter(16).changes(delivered);
      reserve(packed.bytes, tradeGas(delivered), true);
      trades.append(packed);
    });
    steps++;
  });
  for (let account = 0; account <= deliveries.length; account++) {
    reserve(0, PAYING_GAS, false);
    steps++;
  }
  close();
  return calls;
}
