import { anAgent } from '../attack.js';

export default anAgent({
  what: 'calls the tools and the console while its answer is read',
  expected: [],
  bid: `return [{ get bundle() { console.log(tools.value(view.allocation)); return new Float64Array(m); }, get limit() { tools.value(view.allocation); return 0; } }];`,
});
