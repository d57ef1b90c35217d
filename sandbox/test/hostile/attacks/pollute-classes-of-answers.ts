import { anAgent } from '../attack.js';
import { fieldsOfOrders, forEver, polluted } from '../polluted.js';

export default anAgent({
  what: 'answers with objects of its own classes, whose fields are the classes’',
  expected: [],
  playsLike: 'truthful',
  module: `class Order { #of; constructor(of) { this.#of = of; } get bundle() { return this.#of.bundle; } get limit() { return this.#of.value; } }
class Orders extends Array {}
class Bid { #orders; constructor(orders) { this.#orders = orders; } get orders() { return this.#orders; } }
${polluted(fieldsOfOrders, forEver)}`,
  bid: `return new Bid(Orders.from(tools.bestBundles(view.prices.slice()).filter((option) => option.value <= view.cash).map((option) => new Order(option))));`,
});
