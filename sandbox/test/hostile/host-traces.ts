/**
 * Module code of an attack: `inspect(error)` throws when anything about an error that the platform gave
 * to a plugin names a file, a package or a function of the host, `meet(work)` inspects what `work` throws.
 */
export const hostTraces = `
const inspect = (error, depth = 0) => {
  if (depth > 3 || (typeof error !== 'object' && typeof error !== 'function') || error === null) return;
  for (let part = error; part !== null; part = Object.getPrototypeOf(part))
    for (const key of Reflect.ownKeys(part)) {
      let value;
      try { value = error[key]; } catch { continue; }
      if (typeof value === 'object') inspect(value, depth + 1);
      const text = String(typeof value === 'string' ? value : '').replaceAll('guest.js', '');
      if (/file:|\\/|\\\\\\\\|\\.mjs|\\.ts|node:|gridleague|boundary/.test(text)) throw new Error('found ' + text);
    }
  if (depth === 0 && !(error instanceof Error)) throw new Error('found an error of another world');
};
const meet = (work) => {
  let met;
  try { work(); } catch (error) { met = error; }
  if (met === undefined) throw new Error('met nothing');
  inspect(met);
};
const lp = (changes) => ({
  cost: [1], columnLower: [0], columnUpper: [1],
  matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [1] },
  rowLower: [0], rowUpper: [1], ...changes,
});
const wild = lp({ matrix: { rows: 1, columns: 1, starts: [0, 1], rowOf: [0], values: [1e16] } });
`;
