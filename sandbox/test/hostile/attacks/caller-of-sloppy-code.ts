import { aPlugin } from '../attack.js';

export default aPlugin({
  what: 'climbs from functions that are not strict to the guest program and to the host’s function',
  expected: [],
  source: `
import { defineAgent } from '@gridleague/sdk';
const make = Function(\`
  const climb = (name, start) => {
    for (let caller = start, height = 0; caller && height < 9; height++) {
      let given = null;
      try { given = caller.arguments; } catch {}
      const text = [...(given ?? [])].map((value) => typeof value + ' ' + (typeof value === 'function' ? value.name : '')).join();
      throw new Error('found ' + name + ' ' + caller.name + ' (' + text + ')');
    }
  };
  const probe = (name, make) => { const look = function () { let c = null; try { c = look.caller; } catch {} climb(name, c); return 0; }; return make(look); };
  return {
    bid: function bid(view, tools) {
      climb('bid', bid.caller);
      
      probe('getter', (look) => { try { tools.value(Object.defineProperty({}, 'length', { get: look })); } catch (error) { if (/found/.test(error.message)) throw error; } });
      probe('solve', (look) => { try { tools.solve(Object.defineProperty({}, 'matrix', { get: look })); } catch (error) { if (/found/.test(error.message)) throw error; } });
      probe('buffer', (look) => { try { new Float64Array(Object.defineProperty({}, 'length', { get: look })); } catch (error) { if (/found/.test(error.message)) throw error; } });
      probe('map', (look) => new Float64Array(2).map(look));
      probe('random', (look) => new Date({ valueOf: look }));
      probe('console', (look) => console.log({ toJSON: look }));
      return [];
    },
    settled: function settled() { climb('settled', settled.caller); },
  };
\`);
const create = Function('make', 'return function create(briefing) { if (create.caller) throw new Error("found create " + create.caller.name); return make(); }')(make);
export default defineAgent({ name: 'hostile', create });
`,
});
