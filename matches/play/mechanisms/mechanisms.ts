import { isPlayed, type Mechanism, type PlayedMechanism } from '#leagues/scenario-files/mechanisms.js';
import { InputError } from '../../input-error.js';
import { bundleTrading } from './bundle-trading/bundle-trading.js';
import { doubleAuction } from './double-auction/double-auction.js';
import type { MechanismRoom } from './mechanism.port.js';

const rooms: Readonly<Record<PlayedMechanism, MechanismRoom>> = {
  'bundle-trading': bundleTrading,
  'double-auction': doubleAuction,
};

/** Who plays a mechanism. Throws `InputError` for one that nobody plays yet. */
export function roomOf({ mechanism }: { readonly mechanism: Mechanism }): MechanismRoom {
  if (isPlayed(mechanism)) return rooms[mechanism];
  throw new InputError(`mechanism: ${mechanism} cannot be played yet`);
}
