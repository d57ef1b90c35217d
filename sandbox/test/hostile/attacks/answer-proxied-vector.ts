import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers with a proxy of a typed array',
  expected: ['threw'],
  bid: `return [{ bundle: new Proxy(new Float64Array(m), {}), limit: 1 }];`,
});
