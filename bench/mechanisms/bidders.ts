import { referencePlugins } from '#sandbox/admission/find-plugin.js';
import { bidderEfficiency } from '#matches/study/bidder-study.js';

/** Share of the gains from trade that a market of one bidder realises, when it has learnt. */
export interface BidderFigures {
  readonly bidder: string;
  /** whoever does not trade waits until tomorrow */
  readonly once: number;
  /** or comes again to the next call */
  readonly often: number;
  /** of continuous double auctions; percent */
  readonly published: string;
}

const published: Readonly<Record<string, string>> = {
  'zero-intelligence': '49 to 90 (Gode and Sunder 1993)',
  'zero-intelligence-constrained': '97 to 100 (Gode and Sunder 1993)',
  zip: '99 (Cliff 1997 and replications)',
};

/** Eleven sellers and eleven buyers of one unit each, ten days (forty of one call), the later half of them. */
export async function measureBidders(seeds: number): Promise<BidderFigures[]> {
  const figures: BidderFigures[] = [];
  for (const bidder of referencePlugins('bidder')) {
    const mean = async (days: number, calls: number): Promise<number> => {
      const late: number[] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        const all = await bidderEfficiency(bidder, { traders: 11, days, calls }, `${seed}`, 'in-process');
        late.push(...all.slice(days / 2));
      }
      return late.reduce((sum, day) => sum + day, 0) / late.length;
    };
    const [once, often] = [await mean(40, 1), await mean(10, 20)];
    figures.push({ bidder, once, often, published: published[bidder] ?? '-' });
  }
  return figures;
}
