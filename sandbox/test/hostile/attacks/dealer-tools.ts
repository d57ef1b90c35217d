import { aDealer } from '../attack.js';

export default aDealer({
  what: 'looks for the tools that only agents have',
  expected: [],
  quote: `if (arguments.length > 1) throw new Error('found');`,
});
