import { anAgent } from '../attack.js';

export default anAgent({
  what: 'has deeply nested sources compiled',
  expected: ['threw', 'timed-out', 'out-of-memory'],
  bid: `for (const [open, close] of [['(', ')'], ['[', ']'], ['{', '}'], ['-', '1'], ['a=>', '1'], ['\`\${', '}\`']]) Function(open.repeat(200_000) + close.repeat(200_000));`,
});
