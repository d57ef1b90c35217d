import { anAgent } from '../attack.js';

export default anAgent({
  what: 'fills its book with ever new orders that nobody would fill, 64 a round',
  expected: [],
  create: 'let calls = 0;',
  bid: `calls++;
        return Array.from({ length: 64 }, (_, i) => ({
          bundle: Float64Array.from({ length: m }, (_, r) => 0.001 * (1 + ((i * 7 + r * 13 + calls * 31) % 97)) + calls * 1e-6),
          limit: -1e9 - i,
        }));`,
});
