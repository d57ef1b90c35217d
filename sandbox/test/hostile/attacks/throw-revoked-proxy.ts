import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws a proxy that nothing can be done with',
  expected: ['threw'],
  bid: `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;`,
});
