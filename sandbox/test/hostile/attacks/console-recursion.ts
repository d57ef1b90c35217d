import { anAgent } from '../attack.js';

export default anAgent({
  what: 'writes to the console while the console reads it',
  expected: [],
  bid: `const odd = { toJSON() { console.log(odd); return 'x'; } }; console.log(odd); console.error({ get x() { console.warn(odd); return 1; } });`,
});
