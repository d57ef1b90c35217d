import { aPlugin, someClock } from '../attack.js';

export default aPlugin({
  what: 'never finishes loading',
  expected: someClock,
  source: `for (;;) {}
export default {};`,
});
