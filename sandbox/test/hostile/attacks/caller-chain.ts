import { anAgent } from '../attack.js';

export default anAgent({
  what: 'climbs up the callers',
  expected: [],
  bid: `let found = null;
        try { found = Function('return arguments.callee.caller && arguments.callee.caller.caller')(); } catch {}
        if (found) throw new Error('found ' + found);`,
});
