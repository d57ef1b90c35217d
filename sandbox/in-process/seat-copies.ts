import type { DealerBriefing, SeatBriefing, SeatTrade, SeatView } from '#market/traders.port.js';
import type {
  AgentBriefing,
  AgentView,
  DealerBriefing as PluginDealerBriefing,
  Trade,
} from '#plugins/sdk/index.js';
import { withTimeLimits } from '../host/limits.js';

// What a plugin receives is its own: writing to it changes nothing outside.

/** Nothing watches the clock here. */
const endless = { milliseconds: Infinity, seatMilliseconds: Infinity };

export function copyBriefing(briefing: SeatBriefing): AgentBriefing {
  return withTimeLimits(structuredClone(briefing), endless);
}

export function copyDealerBriefing(briefing: DealerBriefing): PluginDealerBriefing {
  return withTimeLimits(structuredClone(briefing), endless);
}

export function copyView(view: SeatView): AgentView {
  return {
    ...view,
    prices: view.prices.slice(),
    previousPrices: view.previousPrices.slice(),
    allocation: view.allocation.slice(),
    openOrders: view.openOrders.map(({ bundle, limit, kind, cap }) => ({
      bundle: bundle.slice(),
      limit,
      kind,
      ...(cap === undefined ? {} : { cap }),
    })),
  };
}

export function copyTrade(trade: SeatTrade): Trade {
  return { ...trade, delivered: trade.delivered.slice(), prices: trade.prices.slice() };
}
