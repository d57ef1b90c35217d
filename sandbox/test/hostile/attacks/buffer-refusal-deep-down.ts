import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has a buffer refused where the stack ends',
  expected: ['out-of-memory'],
  bid: `const attempt = () => { try { new ArrayBuffer(2 ** 30); } catch (error) { return error.message; } };
        const dive = () => { try { return dive(); } catch { return attempt(); } };
        for (let i = 0; i < 3; i++) dive();
        for (let i = 0; i < 40; i++) { const deeper = (n) => (n > 0 ? deeper(n - 1) : dive()); deeper(i); }`,
});
