import type { MarketRules } from '../../instance.js';
import { seededRng } from '../../rng.js';
import type { RoundRecord } from './report.js';

/**
 * Tells after each round whether the closing rule ends the match with it (docs/market-rules.md, "Closing rules"). A random close
 * is drawn before the first round, in a stream of its own: no play has a part in it, and all matches of a block share it.
 */
export class Closing {
  private readonly closesAfter: (round: number) => boolean;
  private lastTrade = 0;

  constructor({ closing, roundCap }: Pick<MarketRules, 'closing' | 'roundCap'>, seed: string) {
    switch (closing.kind) {
      case 'fixed':
        this.closesAfter = () => false;
        break;
      case 'random': {
        const last = drawnRound(closing, roundCap, seed);
        this.closesAfter = (round) => round >= last;
        break;
      }
      case 'soft':
        this.closesAfter = (round) => round >= Math.max(closing.from, this.lastTrade + closing.extend);
        break;
    }
  }

  /** Whether a round was the last before the cap. To be told of every round, in order. */
  ends({ round, settled }: Pick<RoundRecord, 'round' | 'settled'>): boolean {
    if (settled) this.lastTrade = round;
    return this.closesAfter(round);
  }
}

function drawnRound(
  { from, hazard }: { readonly from: number; readonly hazard: number },
  roundCap: number,
  seed: string,
): number {
  const rng = seededRng(seed).fork('closing');
  let round = from;
  while (round < roundCap && rng.next() >= hazard) round++;
  return round;
}
