import { anAgent } from '../attack.js';

export default anAgent({
  what: 'answers with an asynchronous function’s promise',
  expected: ['invalid-output'],
  bid: `return (async () => { await new Promise(() => {}); return []; })();`,
});
