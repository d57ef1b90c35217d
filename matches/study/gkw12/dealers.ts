import type { Rng } from '#market/rng.js';
import {
  defineDealer,
  ExponentialAverage,
  mean,
  subtract,
  vector,
  withinCash,
  type DealerPlugin,
  type DealerView,
  type Order,
} from '#plugins/sdk/index.js';
import type { Policy } from './cells.js';

/** SS: the stock of a resource, as shares of all there is of it. */
const STOCK = { least: 0.05, most: 0.2 };
/** SP: weight of the newest clearing price in what a resource is thought to be worth. */
const NEWEST = 0.2;
/** The policy is passive once the mean price moved by less than this a round over so many rounds, or so many brought no order. */
const CALM = { change: 1, rounds: 5, quiet: 5 };

/** A dealer of [GKW12]; all but NA act until the market settles, and are passive from then on. */
export function studyDealer(policy: Policy, equilibrium: Float64Array, rng: Rng): DealerPlugin {
  return defineDealer({
    name: policy,
    create: ({ total, initialPrices }) => {
      const stock = total.map((all) => all * (STOCK.least + (STOCK.most - STOCK.least) * rng.next()));
      const average = new ExponentialAverage(NEWEST, initialPrices);
      const isOver = passiveSwitch();
      return {
        quote: (view) => {
          const observed = average.observe(view.prices);
          if (policy === 'NA' || isOver(view)) return { offer: view.inventory };
          if (policy === 'SS') return keepingStock(view, stock);
          return speculating(view, policy === 'FI' ? equilibrium : observed, total);
        },
      };
    },
  });
}

/** Where it has less than its stock, it buys the difference at the current price and sells nothing. */
function keepingStock(view: DealerView, stock: Float64Array): { offer: Float64Array; orders: Order[] } {
  const missing = stock.map((wanted, r) => Math.max(0, wanted - view.inventory[r]!));
  return {
    offer: view.inventory.map((held, r) => (missing[r]! > 0 ? 0 : held)),
    orders: atCurrentPrices(view, missing),
  };
}

/** Buys as much as there is where prices are below what it takes resources to be worth, sells all it has where they are above. */
function speculating(
  view: DealerView,
  worth: Float64Array,
  total: Float64Array,
): { offer: Float64Array; orders: Order[] } {
  const wanted = worth.map((value, r) => {
    const price = view.prices[r]!;
    return price < value ? total[r]! : price > value ? -Math.max(0, view.inventory[r]!) : 0;
  });
  return { offer: vector(worth.length), orders: atCurrentPrices(view, wanted) };
}

function atCurrentPrices(view: DealerView, quantities: Float64Array): Order[] {
  const orders = [...quantities.keys()]
    .filter((r) => quantities[r] !== 0)
    .map((r): Order => {
      const bundle = vector(quantities.length);
      bundle[r] = quantities[r]!;
      return { bundle, limit: view.prices[r]! * quantities[r]! };
    });
  return withinCash(orders, view.cash);
}

function passiveSwitch(): (view: DealerView) => boolean {
  const moves: number[] = [];
  let previous: Float64Array | null = null;
  let [quiet, isOver] = [0, false];
  return ({ prices, newOrders }) => {
    if (previous) moves.push(mean(subtract(prices, previous).map(Math.abs)));
    previous = prices.slice();
    quiet = newOrders === 0 ? quiet + 1 : 0;
    const last = moves.slice(-CALM.rounds);
    isOver ||= quiet >= CALM.quiet || (last.length === CALM.rounds && mean(last) < CALM.change);
    return isOver;
  };
}
