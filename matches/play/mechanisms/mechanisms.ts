import { isPlayed, type PlayedMechanism } from '#leagues/scenario-files/mechanisms.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { InputError } from '../../input-error.js';
import { bundleTrading } from './bundle-trading/bundle-trading.js';
import { clockExchange } from './clock-exchange/clock-exchange.js';
import { overDays } from './days/over-days.js';
import { doubleAuction } from './double-auction/double-auction.js';
import type { MechanismRoom } from './mechanism.port.js';

const rooms: Readonly<Record<PlayedMechanism, MechanismRoom>> = {
  'bundle-trading': bundleTrading,
  'double-auction': doubleAuction,
  'clock-exchange': clockExchange,
};

/** Who plays a market by its mechanism, over days where they follow one another. Throws `InputError` for a mechanism that nobody plays yet. */
export function roomOf({ mechanism, rolling }: Pick<DrawnMarket, 'mechanism' | 'rolling'>): MechanismRoom {
  if (!isPlayed(mechanism)) throw new InputError(`mechanism: ${mechanism} cannot be played yet`);
  return rolling ? overDays(rooms[mechanism]) : rooms[mechanism];
}
