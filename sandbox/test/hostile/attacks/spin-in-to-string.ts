import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'throws an object whose text never comes',
  expected: someClock,
  mayGetAway: true,
  bid: `throw { toString() { for (;;) {} }, [Symbol.toPrimitive]() { for (;;) {} } };`,
});
