import { anAgent } from '../attack.js';

export default anAgent({
  what: 'deletes everything that can be deleted',
  expected: [],
  module: `const { ownKeys, deleteProperty, getPrototypeOf } = Reflect; const owners = []; const world = globalThis;
const names = ownKeys(world);
for (let i = 0; i < names.length; i++) { const value = world[names[i]]; if (value && (typeof value === 'object' || typeof value === 'function')) { owners[owners.length] = value; if (value.prototype) owners[owners.length] = value.prototype; } }
owners[owners.length] = getPrototypeOf(Float64Array.prototype);
for (let i = 0; i < owners.length; i++) { const keys = ownKeys(owners[i]); for (let k = 0; k < keys.length; k++) if (keys[k] !== 'length') deleteProperty(owners[i], keys[k]); }
for (let i = 0; i < names.length; i++) deleteProperty(world, names[i]);`,
});
