import { anAgent } from '../attack.js';

export default anAgent({
  what: 'parses a deeply nested text',
  expected: ['threw'],
  bid: `JSON.parse('['.repeat(10_000_000));`,
});
