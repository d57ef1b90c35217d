import { anAgent, someClock } from '../attack.js';

export default anAgent({
  what: 'answers with an array whose length never comes',
  expected: someClock,
  bid: `return new Proxy([], { get(target, key) { if (key === 'length') for (;;) {} return target[key]; } });`,
});
