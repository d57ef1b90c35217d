import { anAgent } from '../attack.js';
import { hostTraces } from '../host-traces.js';

export default anAgent({
  what: 'reads the stacks of calls that the host makes',
  expected: [],
  module: hostTraces + 'inspect(new Error("load"));',
  create: `inspect(new Error('create'));`,
  bid: `inspect(new Error('bid')); try { null.x; } catch (error) { inspect(error); } try { decodeURI('%'); } catch (error) { inspect(error); }`,
  members: `settled() { inspect(new Error('settled')); },`,
});
