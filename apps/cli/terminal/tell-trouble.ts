import type { MissingPart } from '#leagues/run/match-player.port.js';
import { complain } from './output.js';

/** No match can be played here for now. */
export function tellTrouble({ part, reason }: MissingPart): void {
  complain(`waiting for ${part}, without which no match can be played: ${reason}`);
}
