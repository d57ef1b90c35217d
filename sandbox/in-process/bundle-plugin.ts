import { build, type BuildFailure, type OutputFile, type Plugin } from 'esbuild';
import { basename, dirname, resolve } from 'node:path';
import { PluginError } from './plugin-error.js';
import { projectRoot } from './project-root.js';

/** Specifiers under which a plugin may import the SDK; nothing else can be imported. */
const SDK_NAMES: readonly string[] = ['@gridleague/sdk', '#plugins/sdk/index.js'];
/** Bytes of a plugin file. */
export const LARGEST_SOURCE = 256 * 1024;

export interface PluginBundle {
  /** One CommonJS module that needs nothing from outside; the plugin is `module.exports.default`. */
  readonly code: string;
  /** Source map (JSON) of `code`; the author's file appears in it under its base name. */
  readonly sourceMap: string;
}

/**
 * Bundles a plugin's TypeScript or JavaScript with the SDK. `file` (its base name) tells the language
 * and appears in messages. Throws `PluginError` with file and line for anything that does not
 * compile or imports what a plugin may not.
 */
export async function bundlePlugin(source: string, file: string): Promise<PluginBundle> {
  const name = basename(file);
  const size = Buffer.byteLength(source);
  if (size > LARGEST_SOURCE)
    throw new PluginError(name, `has ${size} bytes; a plugin may have ${LARGEST_SOURCE}`);
  const loader = /\.[cm]?ts$/.test(name) ? 'ts' : /\.[cm]?js$/.test(name) ? 'js' : null;
  if (!loader) throw new PluginError(name, 'a plugin is a .ts or .js file');
  const result = await build({
    stdin: { contents: source, loader, sourcefile: name },
    bundle: true,
    write: false,
    outfile: 'plugin.js',
    format: 'cjs',
    platform: 'neutral',
    target: 'es2023',
    charset: 'utf8',
    sourcemap: 'external',
    logLevel: 'silent',
    tsconfigRaw: {},
    plugins: [onlyTheSdk(resolve(projectRoot(), 'plugins/sdk/index.ts'))],
  }).catch((failure: BuildFailure) => {
    throw asPluginError(failure, name);
  });
  return { code: output(result.outputFiles, '.js'), sourceMap: output(result.outputFiles, '.map') };
}

function output(files: readonly OutputFile[], extension: string): string {
  return files.find(({ path }) => path.endsWith(extension))!.text;
}

/** The virtual file system: the plugin itself, the SDK, and among the SDK's own files relative imports. */
function onlyTheSdk(sdk: string): Plugin {
  return {
    name: 'only-the-sdk',
    setup(context) {
      context.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (SDK_NAMES.includes(path)) return { path: sdk, sideEffects: false };
        if (dirname(importer) === dirname(sdk) && path.startsWith('./')) return undefined;
        return { errors: [{ text: `imports "${path}"; a plugin may import nothing but "@gridleague/sdk"` }] };
      });
    },
  };
}

function asPluginError(failure: Partial<BuildFailure>, file: string): unknown {
  const first = failure.errors?.[0];
  if (!first) return failure;
  const { location, text } = first;
  const position = location ? { file, line: location.line, column: location.column + 1 } : undefined;
  return new PluginError(file, text, position);
}
