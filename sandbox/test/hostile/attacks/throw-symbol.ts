import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws a symbol',
  expected: ['threw'],
  bid: `throw Symbol('x');`,
});
