import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws an error with places in its file that do not exist',
  expected: ['threw'],
  bid: `const error = new Error('x'); error.stack = ['0:0', '4294967296:4294967296', '9'.repeat(400) + ':' + '9'.repeat(400), '1:99999999999999999999'].map((place) => 'at plugin.js:' + place).join(' '); throw error;`,
});
