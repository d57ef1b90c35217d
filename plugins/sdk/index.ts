/**
 * The GridLeague SDK: everything a plugin author sees. A plugin is one file that imports
 * nothing but this and whose default export is `defineAgent({...})`, `defineDealer({...})` or `defineBidder({...})`.
 *
 * Signs: a bundle is a vector over the resources; > 0 is bought, < 0 is sold. Units: quantities
 * in the resource's unit (kWh in energy scenarios), prices in money per unit, money in EUR.
 */
export * from './problem.js';
export * from './limits.js';
export * from './agent.js';
export * from './assets.js';
export * from './closing.js';
export * from './dealer.js';
export * from './bidder.js';
export * from './quotes.js';
export * from './vectors.js';
export * from './forecast.js';
export * from './orders.js';
export * from './settling.js';
export * from './program.js';
export * from './columns.js';
export * from './weights.js';
export * from './reward.js';
