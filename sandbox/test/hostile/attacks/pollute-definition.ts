import { aPlugin } from '../attack.js';
import { fieldsOfPlugins, forEver, polluted } from '../polluted.js';

export default aPlugin({
  what: 'answers for what a plugin leaves out of its definition and strategy',
  expected: [],
  source: `${polluted(fieldsOfPlugins, forEver)}
const own = (fields) => { const made = Object.create(null); for (let i = 0; i < fields.length; i += 2) made[fields[i]] = fields[i + 1]; return made; };
class Strategy { bid() { return []; } }
export default own(['kind', 'agent', 'name', 'x', 'create', () => new Strategy()]);`,
});
