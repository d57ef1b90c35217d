import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the errors of tools that it kept, and of those it has when it has traded',
  expected: [],
  module: hostTraces + 'let kept;',
  bid: `if (kept) meet(() => { kept.value(1); });
        kept = tools; Promise.resolve().then(() => { try { tools.value(view.prices); } catch (error) { inspect(error); } });`,
  members: `settled(trade, view, tools) { meet(() => kept.value(1)); meet(() => tools.solve(wild)); },`,
});
