import { playClockMatch } from '#market/clock-exchange/play-clock-match.js';
import { bundleTrading } from '../bundle-trading/bundle-trading.js';
import type { MechanismRoom } from '../mechanism.port.js';
import { playAgents } from '../play-agents.js';

/** A combinatorial clock exchange: agents who name packages at a clock's prices, on the ledger of bundle trading, and no dealer policy. */
export const clockExchange: MechanismRoom = {
  ...bundleTrading,
  play: (task) => playAgents(task, playClockMatch),
};
