import { anAgent } from '../attack.js';

export default anAgent({
  what: 'recurses without end',
  expected: ['threw'],
  bid: `const dive = () => dive() + 1; dive();`,
});
