import { anAgent } from '../attack.js';

export default anAgent({
  what: 'cancels by keys that are none, from a list that changes its length',
  expected: ['invalid-output'],
  bid: `let looks = 0;
    const odd = [NaN, -1, 0.5, Infinity, '1', null][view.round % 6];
    return { cancel: new Proxy([odd], { get: (list, name) => name === 'length' ? ++looks : list[0] }) };`,
});
