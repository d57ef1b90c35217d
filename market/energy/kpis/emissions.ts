import type { CarbonIntensity, Co2 } from '../carbon.js';
import type { CommunityFlows } from '../flows/community-flows.js';
import { purchases } from '../flows/purchases.js';
import { sum } from './sums.js';

/**
 * The CO2 of what a community imports, and what of it is each household's. At the average, as inventories count it, imports
 * are charged and exports are credited with nothing; at the margin, as consequences are counted, exports are credited
 * with what they spare. What comes in through the community's connection in a period is shared among all that draw from
 * the grid, and what goes out among all that feed in, in proportion; what is left of either is the dealer's.
 * `plantSold`: what the dealer sold of its plant's output, kWh per period (T). `fuel`: kg that each household's own plant emits, whatever
 * becomes of its energy; all of it is its owner's.
 */
export function emissions(
  carbon: CarbonIntensity,
  flows: CommunityFlows,
  plantSold: Float64Array,
  fuel: readonly number[],
): { readonly community: Co2; readonly households: readonly Co2[] } {
  const { netted, households } = flows;
  const co2 = (imported: Float64Array, exported: Float64Array, burnt: number): Co2 => ({
    average: kilograms(imported, carbon.average) + burnt,
    ...(carbon.marginal && {
      marginal: kilograms(imported, carbon.marginal) - kilograms(exported, carbon.marginal) + burnt,
    }),
  });
  const imported = netted.map((net) => Math.max(net, 0));
  const exported = netted.map((net) => Math.max(-net, 0));
  const { drawn, fed } = gridShares(flows, plantSold);
  return {
    community: co2(imported, exported, sum(fuel)),
    households: households.map((_, j) =>
      co2(
        imported.map((energy, t) => energy * drawn(j, t)),
        exported.map((energy, t) => energy * fed(j, t)),
        fuel[j]!,
      ),
    ),
  };
}

/** A household's part of all that is drawn from the grid, and fed into it, over its own connection or in the market. */
function gridShares(
  flows: CommunityFlows,
  plantSold: Float64Array,
): Record<'drawn' | 'fed', (household: number, period: number) => number> {
  const { households, gridImport, gridExport } = flows;
  const total = (of: (flow: (typeof households)[number]) => number): number => sum(households.map(of));
  const { bought, grid } = purchases(flows, plantSold);
  return {
    drawn: (j, t) => {
      const { import: own, position } = households[j]!;
      const inMarket = part(Math.max(position[t]!, 0), bought[t]!) * grid[t]!;
      return part(own[t]! + inMarket, total((flow) => flow.import[t]!) + gridImport[t]!);
    },
    fed: (j, t) => {
      const { export: own, position } = households[j]!;
      const sold = total((flow) => Math.max(-flow.position[t]!, 0)) + Math.max(plantSold[t]!, 0);
      const inMarket = part(Math.max(-position[t]!, 0), sold) * Math.min(sold, gridExport[t]!);
      return part(own[t]! + inMarket, total((flow) => flow.export[t]!) + gridExport[t]!);
    },
  };
}

function part(of: number, all: number): number {
  return all > 0 ? of / all : 0;
}

function kilograms(energy: Float64Array, gramsPerKwh: Float64Array): number {
  return sum(energy.map((kwh, t) => kwh * gramsPerKwh[t]!)) / 1000;
}
