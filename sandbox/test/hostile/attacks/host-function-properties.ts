import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks behind the functions of the tools',
  expected: [],
  bid: `for (const tool of Object.values(tools)) {
          for (const key of ['caller', 'callee', 'arguments']) { let found; try { found = tool[key]; } catch {} if (found) throw new Error('found ' + key); }
          if (!String(tool).includes('ask(') && !String(tool).includes('native')) throw new Error('found ' + tool);
        }`,
});
