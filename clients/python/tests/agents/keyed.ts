import { affordable, defineAgent, scale, withoutOrders } from '@gridleague/sdk';

/** The strategy of keyed.py. */
export default defineAgent({
  name: 'keyed',
  create: () => {
    let share = 0.1;
    return {
      bid(view, tools) {
        const cancel = view.round % 3 === 0 ? 'all' : [1, 7];
        const orders = tools.bestBundles(view.prices, { count: 2 }).map((option, i) => ({
          ...option,
          limit: option.value - share * Math.abs(option.value),
          key: i + 1,
        }));
        return {
          orders: affordable(orders, withoutOrders(view, cancel === 'all' ? cancel : [1, 2])),
          cancel,
        };
      },
      settled(trade, view, tools) {
        const back = tools.value(scale(trade.delivered, -1));
        const left = tools.bestBundles(trade.prices).length;
        let filled = 0;
        for (const { fill, key } of trade.fills) filled += fill * key!;
        const lost = back === -Infinity ? 0 : back;
        share =
          0.02 * filled +
          0.001 * left +
          0.001 * view.lastTrades +
          0.0001 * view.lastVolume[0]! -
          0.00001 * lost;
      },
    };
  },
});
