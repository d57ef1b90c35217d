import { anAgent } from '../attack.js';

export default anAgent({
  what: 'creates no strategy',
  expected: ['threw', 'invalid-output'],
  create: `return undefined;`,
});
