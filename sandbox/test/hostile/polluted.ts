/** Code of a plugin after which every object answers for these fields with what `body` says, and sets none. */
export function polluted(fields: readonly string[], body: string, owners = 'Object.prototype'): string {
  return `for (const owner of [${owners}]) for (const key of ${JSON.stringify(fields)})
  Object.defineProperty(owner, key, { __proto__: null, get() { ${body} }, set() { ${body} }, configurable: true });`;
}

export const forEver = 'for (;;) {}';

/** What the guest looks for in what plugins give it. */
export const fieldsOfOrders = ['bundle', 'limit', 'kind', 'cap', 'key', 'orders', 'cancel', 'offer', 'then'];
export const fieldsOfErrors = ['name', 'message', 'stack', 'cause', 'code', 'toJSON'];
export const fieldsOfPlugins = [
  'default',
  'kind',
  'name',
  'description',
  'create',
  'bid',
  'settled',
  'remember',
  'announce',
  'quote',
  'order',
  'methods',
  'extras',
];
export const fieldsOfTools = [
  'count',
  'refused',
  'overBudget',
  'value',
  'options',
  'cost',
  'matrix',
  'rows',
  'columns',
  'values',
  'starts',
];
/** What the add-on between guest and host, or an engine's own code, might look for. */
export const fieldsOfOptions = [
  'timeout',
  'arguments',
  'result',
  'copy',
  'reference',
  'promise',
  'async',
  'ignore',
  'externalCopy',
  'unsafeInherit',
  'release',
  'filename',
  'cause',
  'maxByteLength',
];
export const fieldsOfDescriptors = ['get', 'writable', 'configurable', 'enumerable'];

/** A strategy that trades as `truthful` does. */
export const tradesTruthfully = `return tools.bestBundles(view.prices.slice()).map((option) => ({ bundle: option.bundle, limit: option.value }))
          .filter((order) => order.limit <= view.cash);`;
