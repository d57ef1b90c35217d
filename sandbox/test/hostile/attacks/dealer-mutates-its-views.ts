import { aDealer } from '../attack.js';

export default aDealer({
  what: 'writes into the inventory and the clearing it is shown',
  expected: [],
  module: `let kept = null;`,
  quote: `const offer = view.inventory.slice(); if (kept) kept.inventory.fill(1e9); kept = view; view.inventory.fill(1e9); view.cash = 1e12; return { offer };`,
  members: `announce(view, clearing) { clearing.prices.fill(1e9); clearing.surplus = 1e9; clearing.settled = true; view.inventory.fill(0); view.prices.fill(0); },`,
});
