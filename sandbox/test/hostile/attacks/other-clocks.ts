import { anAgent } from '../attack.js';

export default anAgent({
  what: 'looks for a clock that goes',
  expected: [],
  bid: `const now = 946684800000; const Real = Date.prototype.constructor;
        for (const time of [new Date().getTime(), new (class extends Date {})().getTime(), Reflect.construct(Date, [], Array) && now, new Real().getTime(), Date.parse(Date()), Function('return Date.now()')(), (0, eval)('+new Date'), Object.getPrototypeOf(new Date()).constructor.now()]) if (time !== now) throw new Error('found ' + time);
        if (new Date(undefined).getTime() === now || new Date().getTimezoneOffset() !== 0 || typeof Temporal !== 'undefined' || new Date(2000, 0).getTime() !== now) throw new Error('found a zone');
        for (const text of ['1 Jan 2000', '2000-01-01T00:00', 'x'.repeat(1e5), '1/1/2000 (((']) new Date(text).toString();`,
});
