import type { AgentPlugin, BidderPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import { findPlugin } from '../admission/find-plugin.js';
import type { PluginCode } from '../answering/seat-host.js';
import { loadedFacts } from '../calls/inspect-plugin.js';
import type { PluginKind } from '../guest/interface.js';
import type { Playable, PluginPool } from '../calls/plugin-pool.port.js';

/** Hands over the definition that the context knows, and takes it out of the globals. */
const GIVEN = 'module.exports.default = definition; delete globalThis.definition;';
const NO_MAP = '{"version":3,"sources":[],"mappings":""}';
let definitions = 0;

/**
 * A plugin that one trusts to run in this very process: a file of one's own, a reference plugin, or a definition in a
 * test. No submission is one, and nothing here makes one of it.
 */
export class OwnPlugin implements Playable, PluginCode {
  private constructor(
    readonly name: string,
    readonly file: string,
    readonly code: string,
    readonly sourceMap: string,
    readonly sha256: string,
    /** what its code finds among the globals */
    readonly known: object = {},
  ) {}

  /** A reference plugin, by name, or a file. Throws `PluginError` if it does not load or is of the other kind. */
  static async load(nameOrFile: string, kind: PluginKind, pool: PluginPool<OwnPlugin>): Promise<OwnPlugin> {
    const { file, code, sourceMap, sha256 } = await findPlugin(nameOrFile, kind);
    const nameless = new OwnPlugin('', file, code, sourceMap, sha256);
    const { name } = await loadedFacts(pool, nameless, kind);
    return new OwnPlugin(name, file, code, sourceMap, sha256);
  }

  /** A definition, whose functions see this process's globals and share what they close over. */
  static of(definition: AgentPlugin | DealerPlugin | BidderPlugin): OwnPlugin {
    const id = `definition ${++definitions}`;
    return new OwnPlugin(definition.name, `${definition.name}.ts`, GIVEN, NO_MAP, id, { definition });
  }

  get version(): string {
    return this.sha256.slice(0, 8);
  }
}
