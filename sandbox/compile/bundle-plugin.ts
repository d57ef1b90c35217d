import { build, type BuildFailure, type OutputFile, type Plugin } from 'esbuild';
import { dirname, resolve } from 'node:path';
import { PluginError } from '../in-process/plugin-error.js';
import { projectRoot } from '../in-process/project-root.js';

/** Specifiers under which a plugin may import the SDK; nothing else can be imported. */
const SDK_NAMES: readonly string[] = ['@gridleague/sdk', '#plugins/sdk/index.js'];
export interface PluginBundle {
  /** One CommonJS module that needs nothing from outside; the plugin is `module.exports.default`. */
  readonly code: string;
  /** Source map (JSON) of `code`; the author's file appears in it under its base name. */
  readonly sourceMap: string;
}

/** How esbuild is to read a file, by its name; null for names that no plugin has. */
export function languageOf(file: string): 'ts' | 'js' | null {
  return /\.[cm]?ts$/.test(file) ? 'ts' : /\.[cm]?js$/.test(file) ? 'js' : null;
}

/**
 * Bundles a plugin's TypeScript or JavaScript with the SDK. `name`: the file's base name; it tells the language
 * and appears in messages. Throws `PluginError` with file and line for anything that does not compile or
 * imports what a plugin may not, and whatever esbuild throws when the source is too much for it: hostile
 * source is bundled in a process that may be lost (`compilePlugin`).
 */
export async function bundlePlugin(source: string, name: string): Promise<PluginBundle> {
  const result = await build({
    stdin: { contents: source, loader: languageOf(name) ?? 'ts', sourcefile: name },
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
