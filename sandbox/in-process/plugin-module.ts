import { SourceMap, type SourceMapPayload } from 'node:module';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';
import type { PluginBundle } from '../compile/protocol.js';
import { describeThrown } from './guarded-call.js';
import { factsFault } from '../calls/plugin-facts.js';
import { PluginError, showPosition, type SourcePosition } from '../calls/plugin-error.js';

/** A bundled plugin as a function that can be evaluated again and again. */
export interface Instantiator {
  /** Evaluates the module anew and returns its default export. Throws `PluginError`. */
  readonly fresh: () => AgentPlugin | DealerPlugin;
  readonly explain: (error: unknown) => string;
}

interface Factory {
  default(): { readonly default?: unknown };
}

/** Imports a bundle into this process. */
export async function instantiator(bundle: PluginBundle, file: string): Promise<Instantiator> {
  // Its own first line, so that the lines of stack traces are those of the bundle plus one.
  const module = [
    'export default () => { const module = { exports: {} };',
    bundle.code,
    'return module.exports; };',
  ].join('\n');
  const url = `data:text/javascript;base64,${Buffer.from(module).toString('base64')}`;
  const factory = (await import(url)) as Factory;
  const locate = locator(bundle, url, file);
  const explain = (error: unknown): string => {
    const position = locate(error);
    return position ? `${describeThrown(error)} (${showPosition(position)})` : describeThrown(error);
  };
  return {
    explain,
    fresh: () => {
      let exports;
      try {
        exports = factory.default();
      } catch (error) {
        throw new PluginError(file, describeThrown(error), locate(error) ?? undefined);
      }
      return checkedDefinition(exports.default, file);
    },
  };
}

/** Finds the innermost stack frame that lies in the author's file. `url` is where the bundle was imported from. */
function locator(bundle: PluginBundle, url: string, file: string): (error: unknown) => SourcePosition | null {
  const map = new SourceMap(JSON.parse(bundle.sourceMap) as SourceMapPayload);
  return (error) => {
    const stack = error instanceof Error ? String(error.stack) : '';
    for (const frame of stack.split(`${url}:`).slice(1)) {
      const [line = NaN, column = NaN] = frame.split(/\D+/, 2).map(Number);
      const entry = map.findEntry(line - 2, column - 1);
      if ('originalSource' in entry && entry.originalSource.endsWith(file))
        return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
    }
    return null;
  };
}

function checkedDefinition(definition: unknown, file: string): AgentPlugin | DealerPlugin {
  const { kind, name, description, create } = (definition ?? {}) as Partial<AgentPlugin | DealerPlugin>;
  if (kind !== 'agent' && kind !== 'dealer')
    throw new PluginError(file, 'its default export must be defineAgent({...}) or defineDealer({...})');
  if (typeof name !== 'string' || name === '') throw new PluginError(file, 'the plugin needs a name');
  const fault = factsFault({ name, description: description ?? '' });
  if (fault !== null) throw new PluginError(file, fault);
  if (typeof create !== 'function')
    throw new PluginError(file, 'the plugin needs a function create(briefing)');
  return definition as AgentPlugin | DealerPlugin;
}
