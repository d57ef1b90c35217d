import { anAgent } from '../attack.js';

export default anAgent({
  what: 'constructs, borrows and rebinds the tools',
  expected: [],
  bid: `const attempts = [() => new tools.value(new Float64Array(m)), () => Reflect.construct(Object, [], tools.solve), () => { if (!Reflect.set(tools, 'value', null)) throw 1; }, () => { if (!Reflect.set(tools, 'more', 1)) throw 1; }, () => { if (!Reflect.deleteProperty(tools, 'value')) throw 1; }, () => Object.setPrototypeOf(tools, {})];
        for (const [i, attempt] of attempts.entries()) { let done = true; try { attempt(); } catch { done = false; } if (done) throw new Error('done ' + i); }
        if (tools.value.call(null, new Float64Array(m)) !== tools.value(new Float64Array(m))) throw new Error('differs');`,
});
