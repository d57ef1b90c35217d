import { anAgent } from '../attack.js';

export default anAgent({
  what: 'parses a deeply nested text',
  expected: ['threw', 'timed-out', 'out-of-memory'],
  bid: `JSON.parse('['.repeat(10_000_000));`,
});
