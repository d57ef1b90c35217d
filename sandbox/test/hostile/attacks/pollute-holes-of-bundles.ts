import { anAgent } from '../attack.js';
import { forEver, polluted } from '../polluted.js';

export default anAgent({
  what: 'lets the prototype fill the holes of its bundles, without end',
  expected: ['invalid-output'],
  module: polluted(['0', '1', '2'], forEver, 'Array.prototype'),
  bid: `return [{ bundle: new Array(m), limit: 1 }];`,
});
