import { AgentProgram, type Term } from '../energy/programs/agent-program.js';
import type { AgentProblem, MarketInstance } from '../instance.js';
import { magnitude } from '../ledger/units.js';
import { entriesOf, type SparseMatrix } from '../lp/sparse-matrix.js';
import type { AuctionMarket } from './bid-periods.js';
import { energyTypes, PRICE_PER_EUR, type EnergyType } from './orders.js';
import { WH_PER_KWH, type PlanningHome, type RelayAgent } from './relay-agents.js';

/** What is traded in the periods of an auction: each type that somebody generates, period by period. */
export class AuctionGoods {
  readonly types: readonly EnergyType[];

  constructor(
    agents: readonly RelayAgent[],
    readonly periods: number,
  ) {
    const brings = ({ metered, home }: RelayAgent): boolean =>
      home !== undefined || metered.some((amount) => amount > 0n);
    const sold = new Set(agents.filter(brings).map(({ type }) => type));
    // A market has something to trade, if only nobody brings it.
    this.types = sold.size > 0 ? energyTypes.filter((type) => sold.has(type)) : ['pv'];
  }

  get count(): number {
    return this.periods * this.types.length;
  }

  /** Index of a type's energy in a period, which somebody must generate. */
  of(type: EnergyType, period: number): number {
    return period * this.types.length + this.types.indexOf(type);
  }
}

/**
 * An auction as a market of programs, so that a referee can say what its trades are worth: energy of a type in a period is a
 * resource (kWh), of which nobody has any at the beginning. A meter that counts M kWh to sell splits them,
 *
 *     sold + fed in = M,   cost (ask - what the grid pays) sold - (what the grid pays) fed in
 *
 * and one that counts M kWh needed: bought of each type + drawn = M, cost (what the grid asks - bid) bought + (what the grid asks) drawn. So
 * z_j is the bill with the grid alone, less what trades are worth at the reservation prices; payments apart. A home that plans has its own
 * program, with what it sells and buys of each type: local energy <= own generation - sold + bought. `cash`: of everybody, money.
 */
export function auctionInstance(id: string, market: AuctionMarket, cash: number): MarketInstance {
  const { agents, grid } = market;
  const goods = new AuctionGoods(agents, grid.length);
  const none = new Float64Array(goods.count);
  return {
    id,
    resources: grid.flatMap((_, period) =>
      goods.types.map((type) => ({ id: `${type} ${period + 1}`, unit: 'kWh', period })),
    ),
    participants: agents.map((agent) => ({
      ...{ id: agent.id, role: 'agent', problem: problemOf(agent, market, goods), endowment: none, cash },
    })),
    dealer: { endowment: none, cash: 0 },
    initialPrices: openingPrices(market, goods),
  };
}

/** What the grid pays, EUR/kWh, until an auction says more; no price is below 0. */
function openingPrices({ grid }: AuctionMarket, goods: AuctionGoods): Float64Array {
  return Float64Array.from({ length: goods.count }, (_, r) =>
    Math.max(0, Number(grid[Math.floor(r / goods.types.length)]!.buys) / PRICE_PER_EUR),
  );
}

function problemOf(
  { type, prices, metered, home }: RelayAgent,
  { grid }: AuctionMarket,
  goods: AuctionGoods,
): AgentProblem {
  if (home) return homeProblem(home, type, goods);
  const program = new AgentProgram(goods.count);
  const variable = (upper: number, price: bigint): number =>
    program.variables(1, { upper, cost: Number(price) / PRICE_PER_EUR }).first;
  metered.forEach((amount, period) => {
    if (amount === 0n) return;
    const energy = Number(magnitude(amount)) / WH_PER_KWH;
    const { sells, buys } = grid[period]!;
    if (amount > 0n) {
      const sold = variable(energy, prices.ask - buys);
      const fedIn = variable(energy, -buys);
      program.row(energy, energy, [[sold, 1], [fedIn, 1]]); // prettier-ignore
      program.draw(goods.of(type, period), [[sold, -1]]);
      return;
    }
    const drawn = variable(energy, sells);
    const bought = goods.types.map((each) => variable(energy, sells - prices.bids[each]));
    program.row(
      energy,
      energy,
      [drawn, ...bought].map((column) => [column, 1]),
    );
    bought.forEach((column, n) => program.draw(goods.of(goods.types[n]!, period), [[column, 1]]));
  });
  return program.build();
}

/** kWh that a home may sell or buy in a period cost nothing beside their price. */
function homeProblem(
  { participant, most }: PlanningHome,
  type: EnergyType,
  goods: AuctionGoods,
): AgentProblem {
  const { problem, endowment } = participant;
  const { own, shared, cost, columnLower, columnUpper } = problem;
  const program = new AgentProgram(goods.count);
  program.variables(cost.length, {
    lower: (column) => columnLower[column]!,
    upper: (column) => columnUpper[column]!,
    cost: (column) => cost[column]!,
  });
  const termsOf = (matrix: SparseMatrix): Term[][] => {
    const rows: Term[][] = Array.from({ length: matrix.rows }, () => []);
    for (const [row, column, value] of entriesOf(matrix)) rows[row]!.push([column, value]);
    return rows;
  };
  termsOf(own.matrix).forEach((terms, row) => program.row(own.lower[row]!, own.upper[row]!, terms));
  const upper = most / WH_PER_KWH;
  termsOf(shared).forEach((used, period) => {
    const sold = program.variables(1, { upper }).first;
    const bought = goods.types.map(() => program.variables(1, { upper }).first);
    program.row(-Infinity, endowment[period]!, [
      ...used,
      [sold, 1],
      ...bought.map((column): Term => [column, -1]),
    ]);
    program.draw(goods.of(type, period), [[sold, -1]]);
    bought.forEach((column, n) => program.draw(goods.of(goods.types[n]!, period), [[column, 1]]));
  });
  return program.build();
}
