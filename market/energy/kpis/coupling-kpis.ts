import { isConnected } from '../prices/energy-market.js';
import type { Community } from '../community.js';

/** Flows closer to a limit than this are at it, kWh. */
const AT_LIMIT = 1e-6;

/**
 * The community's connection to the grid: in how many periods its metered flow is at a limit, and what the rights to it are
 * worth at their final prices, which are the limits' shadow prices. null where there is no limit.
 */
export function couplingKpis(
  community: Community,
  importPrices: Float64Array,
  exportPrices: Float64Array,
  netted: Float64Array,
): Record<'congestedPeriods' | 'congestionRent', number | null> {
  const { coupling, market } = community;
  if (coupling?.importPower === undefined && coupling?.exportPower === undefined)
    return { congestedPeriods: null, congestionRent: null };
  const { stepHours } = market.clock;
  const most = (power: number | undefined): number => (power === undefined ? Infinity : power * stepHours);
  const [importLimit, exportLimit] = [most(coupling.importPower), most(coupling.exportPower)];
  let congestedPeriods = 0;
  let congestionRent = 0;
  netted.forEach((net, t) => {
    if (!isConnected(market, t)) return;
    if (net >= importLimit - AT_LIMIT || -net >= exportLimit - AT_LIMIT) congestedPeriods++;
    if (importLimit < Infinity) congestionRent += importPrices[t]! * importLimit;
    if (exportLimit < Infinity) congestionRent += exportPrices[t]! * exportLimit;
  });
  return { congestedPeriods, congestionRent };
}
