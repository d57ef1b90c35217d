import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AgentPlugin, BidderPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import { findPlugin, pluginPath } from '../admission/find-plugin.js';
import type { PluginCode } from '../answering/seat-host.js';
import { loadedFacts } from '../calls/inspect-plugin.js';
import type { Submission } from '../compile/submission.js';
import type { PluginKind } from '../guest/interface.js';
import { NO_MAP, type Playable, type PluginPool } from '../calls/plugin-pool.port.js';

/** Hands over the definition that the context knows, and takes it out of the globals. */
const GIVEN = 'module.exports.default = definition; delete globalThis.definition;';
let definitions = 0;

/**
 * A plugin that one trusts to run in this very process: a file of one's own, a reference plugin, or a definition in a
 * test. No submission is one, and nothing here makes one of it.
 */
export class OwnPlugin implements Playable, PluginCode {
  readonly file: string;
  readonly code: string;
  readonly sourceMap: string;
  readonly sha256: string;
  /** the author's; of a definition nothing */
  readonly source: string;

  private constructor(
    readonly name: string,
    found: Omit<Submission, 'bundleSha256'>,
    /** what its code finds among the globals */
    readonly known: object = {},
  ) {
    this.file = found.file;
    this.code = found.code;
    this.sourceMap = found.sourceMap;
    this.sha256 = found.sha256;
    this.source = found.source;
  }

  /** A reference plugin, by name, or a file. Throws `PluginError` if it does not load or is of the other kind. */
  static async load(
    nameOrFile: string,
    kind: PluginKind,
    pool: PluginPool<OwnPlugin>,
    { inspected = false } = {},
  ): Promise<OwnPlugin> {
    const found = await findPlugin(nameOrFile, kind);
    const { code, sourceMap } = found;
    const shown = inspected ? code + mapForDebuggers(sourceMap, pluginPath(nameOrFile, kind)) : code;
    const { name } = await loadedFacts(pool, new OwnPlugin('', { ...found, code: shown }), kind);
    return new OwnPlugin(name, { ...found, code: shown });
  }

  /** A definition, whose functions see this process's globals and share what they close over. */
  static of(definition: AgentPlugin | DealerPlugin | BidderPlugin): OwnPlugin {
    const { name } = definition;
    const sha256 = `definition ${++definitions}`;
    const found = { file: `${name}.ts`, code: GIVEN, sourceMap: NO_MAP, sha256, source: '' };
    return new OwnPlugin(name, found, { definition });
  }

  get version(): string {
    return this.sha256.slice(0, 8);
  }
}

/** A comment through which a debugger finds the author's file at `path` behind the bundle. */
function mapForDebuggers(sourceMap: string, path: string): string {
  const { sources, ...map } = JSON.parse(sourceMap) as { readonly sources: readonly string[] };
  const { href } = pathToFileURL(path);
  const shown = { ...map, sources: sources.map((source) => (source === basename(path) ? href : source)) };
  const data = Buffer.from(JSON.stringify(shown)).toString('base64');
  return `\n//# sourceMappingURL=data:application/json;base64,${data}`;
}
