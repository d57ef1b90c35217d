import { anAgent } from '../attack.js';

export default anAgent({
  what: 'replaces every function of every built-in',
  expected: [],
  module: `const spin = function () { for (;;) {} }; const { getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Object; const { ownKeys } = Reflect;
const seen = new Set(); const has = (x) => seen.has(x); const list = [];
for (const key of ownKeys(globalThis)) { const value = globalThis[key]; for (const owner of [value, value && value.prototype, value && getPrototypeOf(value)]) if (owner && (typeof owner === 'object' || typeof owner === 'function') && owner !== globalThis && !has(owner)) { seen.add(owner); list[list.length] = owner; } }
const jobs = []; for (let i = 0; i < list.length; i++) for (const key of ownKeys(list[i])) { const own = getOwnPropertyDescriptor(list[i], key); if (own.configurable && key !== 'prototype') jobs[jobs.length] = [list[i], key, own]; }
for (let i = 0; i < jobs.length; i++) { const owner = jobs[i][0]; const key = jobs[i][1]; const own = jobs[i][2]; if (typeof own.value === 'function') defineProperty(owner, key, { __proto__: null, value: spin, configurable: true }); else if (own.get) defineProperty(owner, key, { __proto__: null, get: spin, configurable: true }); }`,
});
