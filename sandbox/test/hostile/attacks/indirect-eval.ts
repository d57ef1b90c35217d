import { anAgent } from '../attack.js';

export default anAgent({
  what: 'evaluates code in the global scope',
  expected: [],
  bid: `if ((0, eval)('typeof process + typeof require + typeof module') !== 'undefinedundefinedundefined') throw new Error('found');`,
});
