import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws an object whose text never comes',
  expected: ['threw'],
  bid: `throw { toString() { for (;;) {} }, [Symbol.toPrimitive]() { for (;;) {} } };`,
});
