import { anAgent } from '../attack.js';

export default anAgent({
  what: 'fills the console',
  expected: [],
  bid: `for (let i = 0; i < 20_000; i++) console.log('x'.repeat(1000));`,
});
