import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has stack traces written onto everything',
  expected: ['threw'],
  bid: `for (const owner of [view, tools, globalThis, new Proxy({}, {}), Object.freeze({}), Function.prototype, []]) try { Error.captureStackTrace(owner, tools.value); } catch {} const error = Object.create(null); Error.captureStackTrace(error); throw error;`,
});
