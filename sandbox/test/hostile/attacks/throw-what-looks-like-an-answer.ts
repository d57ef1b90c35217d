import { anAgent } from '../attack.js';

export default anAgent({
  what: 'throws the text of an answer',
  expected: ['threw'],
  bid: `throw 'o{"methods":"settled"}';`,
});
