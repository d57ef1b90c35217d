import type { TrialAuction } from './trial-auction.js';
import type { TrialMarket } from './trial-markets.js';

/** Whether bidders play it, not agents. */
export function isAuction(market: TrialMarket | TrialAuction): market is TrialAuction {
  return 'agents' in market;
}

/** As its author is told. */
export function trialMarketName(market: TrialMarket | TrialAuction): string {
  return isAuction(market) ? market.id : market.instance.id;
}
