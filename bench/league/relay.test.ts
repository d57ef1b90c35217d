import type { Load } from '../processes/process-load.js';
import { relayCost } from './relay.js';

const load = (server: number): Load => ({ server, worker: 1, chain: 2, plugins: 0, database: 0 });
const pair = (more: number): { direct: Load; relayed: Load } => ({
  direct: load(1),
  relayed: load(1 + more),
});

it('tells the median of what the relay takes more', () => {
  expect(relayCost([pair(0.5), pair(-1), pair(0.25)])).toBe(0.25);
  expect(relayCost([pair(0.5), pair(0.25)])).toBe(0.375);
  expect(relayCost([pair(0.5)], ({ chain }) => chain)).toBe(0);
});
