import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hunts for functions of the host in call sites',
  expected: ['threw'],
  bid: `Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFunction()); throw new Error(String(new Error().stack));`,
});
