import type { AgentProblem, GridOffer, Participant } from '../../instance.js';
import { AgentProgram, type VariableFamily } from './agent-program.js';
import { type EnergyMarket, type GridTariff, isConnected, tradedEnergy } from '../prices/energy-market.js';

/** Columns of the grid's plan: energy sold into the community and taken from it, kWh, per traded period. */
export interface GridColumns {
  readonly import: VariableFamily;
  readonly export: VariableFamily;
}

/** What a unit of grid energy costs in the market in period t, EUR/kWh: retail less the fee, but no less than feed-in. */
export function askingPrice(
  { localFee }: Pick<EnergyMarket, 'localFee'>,
  { retail, feedIn }: GridTariff,
  t: number,
): number {
  return Math.max(retail[t]! - localFee[t]!, feedIn[t]!);
}

/**
 * The grid as one more participant of the local market: in every period it sells at the retail
 * price less the local fee (so that a buyer of grid energy pays exactly retail) and buys at the
 * feed-in price, up to `power` kW (an outage: none). Its position is its plan, so it can be reversed at the same prices.
 * Where feed-in is above retail less the fee it asks for the feed-in price, too: it never sells for less than
 * it buys for.
 *
 *     min ask'import - bid'export  s.t.  export_t - import_t <= c_t,  0 <= import, export <= power h
 */
export function gridParticipant(
  market: EnergyMarket,
  tariff: GridTariff,
  power: number,
  cash: number,
): { participant: Participant; columns: GridColumns } {
  const { list, energy, importCapacity, exportCapacity, exact } = market.resources;
  const periods = tradedEnergy(market.resources);
  const most = periods.map((t) => (isConnected(market, t) ? power * market.clock.stepHours : 0));
  const ask = (t: number): number => askingPrice(market, tariff, t);
  const program = new AgentProgram(list.length, exact);
  const sold = program.variables(periods.length, { upper: (i) => most[i]!, cost: (i) => ask(periods[i]!) });
  const taken = program.variables(periods.length, {
    upper: (i) => most[i]!,
    cost: (i) => -tariff.feedIn[periods[i]!]!,
  });
  const limited = list.length > periods.length;
  const offer = {
    ask: new Float64Array(list.length),
    bid: new Float64Array(list.length),
    capacity: new Float64Array(list.length),
    ...(limited && {
      importRight: new Int32Array(list.length).fill(-1),
      exportRight: new Int32Array(list.length).fill(-1),
    }),
  } satisfies GridOffer;
  periods.forEach((t, i) => {
    const [selling, taking] = [sold.first + i, taken.first + i];
    const resource = energy[t]!;
    offer.ask[resource] = ask(t);
    offer.bid[resource] = tariff.feedIn[t]!;
    offer.capacity[resource] = most[i]!;
    if (offer.importRight) offer.importRight[resource] = importCapacity[t]!;
    if (offer.exportRight) offer.exportRight[resource] = exportCapacity[t]!;
    for (const [drawn, sign] of [
      [resource, -1],
      [importCapacity[t]!, 1],
      [exportCapacity[t]!, -1],
    ] as const)
      if (drawn >= 0)
        program.draw(drawn, [
          [selling, sign],
          [taking, -sign],
        ]);
  });
  const problem: AgentProblem = program.build();
  return {
    participant: {
      id: 'grid',
      role: 'grid',
      problem,
      endowment: new Float64Array(list.length),
      cash,
      grid: offer,
    },
    columns: { import: sold, export: taken },
  };
}
