import { anAgent } from '../attack.js';

export default anAgent({
  what: 'hands the tools a view whose length follows its buffer',
  expected: [],
  bid: `const buffer = new ArrayBuffer(8 * m, { maxByteLength: 80 * m });
        if (typeof buffer.resize === 'function') throw new Error('found resize');
        const view8 = new Float64Array(buffer);
        const grown = new Proxy(view8, { get(target, key) { try { ArrayBuffer.prototype.resize.call(buffer, 0); } catch {} return Reflect.get(target, key, target); } });
        for (const tool of [tools.value, tools.bestBundles]) if (JSON.stringify(tool(view8)) !== JSON.stringify(tool(new Float64Array(m)))) throw new Error('differs');
        tools.value(grown); tools.bestBundles(grown);`,
});
