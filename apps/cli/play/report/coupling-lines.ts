import { communityFlows } from '#market/energy/flows/community-flows.js';
import { isConnected } from '#market/energy/prices/energy-market.js';
import { decimalsFor, formatFixed } from '../../terminal/numbers.js';
import { textTable } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';

/** Flows closer to a limit than this are at it, kWh. */
const AT_LIMIT = 1e-6;

/** The community's limited connection to the grid: metered flow against the limit, and what the rights to it cost. */
export function couplingLines({ report, drawn, plans }: PlayedScenario): string[] {
  const { community, instance } = drawn;
  const { importPower, exportPower } = community?.coupling ?? {};
  if (!community || (importPower === undefined && exportPower === undefined)) return [];
  const { netted } = communityFlows(community, plans);
  const { market } = community;
  const { stepHours, periods } = market.clock;
  const connected = Array.from({ length: periods }, (_, t) => t).filter((t) => isConnected(market, t));
  const row = (way: 'import' | 'export', power: number | undefined, rights: Int32Array): string[][] => {
    if (power === undefined) return [];
    const flow = connected.map((t) => (way === 'import' ? netted[t]! : -netted[t]!));
    const atLimit = flow.filter((energy) => energy >= power * stepHours - AT_LIMIT).length;
    const prices = connected.map((t) => report.prices[rights[t]!]!);
    const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
    const most = Math.max(...prices);
    const kilowatts = (value: number): string => `${formatFixed(value, 3)} kW`;
    return [
      [
        `  ${way}`,
        kilowatts(power),
        kilowatts(Math.max(0, ...flow) / stepHours),
        `${atLimit} of ${connected.length}`,
        ...[mean, most].map((price) => formatFixed(price, decimalsFor([mean, most]))),
      ],
    ];
  };
  return textTable(
    [
      { title: 'Connection to the grid', align: 'left' },
      { title: 'limit', align: 'right' },
      { title: 'metered', align: 'right' },
      { title: 'periods at it', align: 'right' },
      { title: `congestion price (${currencyOf(instance)}/kWh)`, align: 'right' },
      { title: 'highest', align: 'right' },
    ],
    [
      ...row('import', importPower, market.resources.importCapacity),
      ...row('export', exportPower, market.resources.exportCapacity),
    ],
  );
}
