import { anAgent } from '../attack.js';

export default anAgent({
  what: 'watches the garbage collector',
  expected: ['threw'],
  bid: `new WeakRef({}); new FinalizationRegistry(() => {});`,
});
